"""A task of chosen length, to see workers come and go: who asked for it and how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import uuid4

import redis

from apps.scaling.broker import Broker
from apps.scaling.cancellations import cancel, is_cancelled
from apps.scaling.deliveries import withdraw
from apps.scaling.watchers import tell_watchers

SECONDS_KEPT = 24 * 3600
MOST_UNFINISHED = 5
"""Of one person: every one of them may cost a worker."""
LONGEST = 7200
"""Seconds."""
MOST_LISTED = 10
MOST_TRIES = 60
"""Of a demo that ended while the broker is away, a second apart."""


OPEN = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, ARGV[3])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return 1
"""


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


UNFINISHED = (State.WAITING, State.RUNNING)


class TooManyError(Exception):
    """This person has as many unfinished ones as one may have."""


class UnknownDemoError(Exception):
    """There is none of that id, or it is somebody else's."""


@dataclass(frozen=True, kw_only=True)
class Demo:
    id: str
    queue: str
    seconds: int
    state: State
    fraction: float
    """0 to 1, of the run under way."""
    attempts: int
    created: float
    ended: float | None
    """Both in seconds since 1970."""


def create_demo(*, broker: Broker, owner_id: int, queue: str, seconds: int) -> Demo:
    """Note it as waiting; whoever calls enqueues it under the demo's id. Raises TooManyError."""
    demo_id = str(uuid4())
    now = time.time()
    limits = (demo_id, now, now - SECONDS_KEPT, MOST_UNFINISHED)
    if not broker.eval(OPEN, 1, _open(owner_id), *limits):
        raise TooManyError
    facts: dict[Any, Any] = {
        "owner": owner_id,
        "queue": queue,
        "seconds": seconds,
        "state": State.WAITING.value,
        "fraction": 0,
        "attempts": 0,
        "created": now,
    }
    with broker.pipeline() as pipeline:
        pipeline.hset(_key(demo_id), mapping=facts)
        pipeline.expire(_key(demo_id), SECONDS_KEPT)
        pipeline.zadd(_list(owner_id), {demo_id: now})
        pipeline.zremrangebyscore(_list(owner_id), 0, now - SECONDS_KEPT)
        pipeline.expire(_list(owner_id), SECONDS_KEPT)
        pipeline.execute()
    return _read(broker, demo_id)


def forget_demo(*, broker: Broker, demo_id: str, owner_id: int) -> None:
    """It could not be enqueued."""
    broker.delete(_key(demo_id))
    for key in (_list(owner_id), _open(owner_id)):
        broker.zrem(key, demo_id)


def demos_of(*, broker: Broker, owner_id: int) -> list[Demo]:
    """A person's, the newest first."""
    ids: Any = broker.zrevrange(_list(owner_id), 0, MOST_LISTED - 1)
    return [_read(broker, demo_id) for demo_id in ids if broker.exists(_key(demo_id))]


def cancel_demo(*, broker: Broker, demo_id: str, owner_id: int) -> None:
    """One that waits leaves its queue, one that runs ends within a second.

    Raises UnknownDemoError.
    """
    if broker.hget(_key(demo_id), "owner") != str(owner_id):
        raise UnknownDemoError
    demo = _read(broker, demo_id)
    if not _is_open(demo):
        return
    cancel(broker=broker, task_id=demo_id)
    withdraw(broker=broker, queue=demo.queue, task_id=demo_id)
    # One that runs would say so itself, but its worker may be dead.
    _close(broker, demo_id, state=State.CANCELLED)
    tell_watchers(broker)


def run_demo(*, broker: Broker, demo_id: str, sleep: Callable[[float], None] = time.sleep) -> None:
    """Be busy for as long as the demo says, telling how far it is; end early where it is cancelled.

    A broker that is away for a moment stops the telling, not the work.
    """
    facts: Any = broker.hgetall(_key(demo_id))
    if not facts:
        return  # nobody knows it any more
    seconds = int(facts["seconds"])
    broker.hincrby(_key(demo_id), "attempts", 1)
    began = time.monotonic()
    while (passed := time.monotonic() - began) < seconds:
        try:
            if is_cancelled(broker=broker, task_id=demo_id):
                _close(broker, demo_id, state=State.CANCELLED)
                tell_watchers(broker)
                return
            _set(broker, demo_id, state=State.RUNNING, fraction=passed / seconds)
            tell_watchers(broker)
        except redis.RedisError:
            pass
        sleep(min(1.0, seconds - passed))
    for _ in range(MOST_TRIES):
        try:
            _close(broker, demo_id, state=State.ENDED, fraction=1)
        except redis.RedisError:
            sleep(1)
        else:
            return


def _is_open(demo: Demo) -> bool:
    return demo.state in UNFINISHED


def _set(broker: Broker, demo_id: str, **facts: Any) -> None:
    broker.hset(_key(demo_id), mapping={name: str(value) for name, value in facts.items()})


def _close(broker: Broker, demo_id: str, **facts: Any) -> None:
    _set(broker, demo_id, ended=time.time(), **facts)
    owner: Any = broker.hget(_key(demo_id), "owner")
    broker.zrem(_open(owner), demo_id)


def _read(broker: Broker, demo_id: str) -> Demo:
    facts: Any = broker.hgetall(_key(demo_id))
    return Demo(
        id=demo_id,
        queue=facts["queue"],
        seconds=int(facts["seconds"]),
        state=State(facts["state"]),
        fraction=float(facts["fraction"]),
        attempts=int(facts["attempts"]),
        created=float(facts["created"]),
        ended=float(facts["ended"]) if "ended" in facts else None,
    )


def _key(demo_id: str) -> str:
    return f"scaling:demo:{demo_id}"


def _list(owner_id: int) -> str:
    return f"scaling:demos:{owner_id}"


def _open(owner_id: int) -> str:
    return f"scaling:demos-open:{owner_id}"
