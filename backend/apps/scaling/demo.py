"""Demo tasks of a chosen length, with their owner and progress, to watch workers start and stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import uuid4

import redis

from apps.scaling.subscribers import notify_subscribers
from celery_scale_to_zero.broker.cancellations import cancel, is_cancelled
from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.deliveries import remove_from_queue

RETENTION_SECONDS = 24 * 3600
# Per user, because each one may cost a worker.
MAX_UNFINISHED_DEMOS = 5
MAX_DEMO_SECONDS = 7200
MAX_LISTED_DEMOS = 10
# Attempts, one second apart, to save the end of a demo while the broker is unavailable.
MAX_SAVE_ATTEMPTS = 60


ADD_UNFINISHED = """
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


class TooManyDemosError(Exception):
    """The user has reached the limit of unfinished demo tasks."""


class UnknownDemoError(Exception):
    """The demo task does not exist, or belongs to another user."""


@dataclass(frozen=True, kw_only=True)
class Demo:
    id: str
    queue: str
    seconds: int
    state: State
    fraction: float
    """0 to 1, of the current run."""
    attempts: int
    created: float
    ended: float | None
    """Both in seconds since 1970."""


def create_demo(*, broker: Broker, owner_id: int, queue: str, seconds: int) -> Demo:
    """Store a waiting demo; the caller enqueues its task under the demo's id. Raise
    TooManyDemosError."""
    demo_id = str(uuid4())
    now = time.time()
    limits = (demo_id, now, now - RETENTION_SECONDS, MAX_UNFINISHED_DEMOS)
    if not broker.eval(ADD_UNFINISHED, 1, _unfinished_key(owner_id), *limits):
        raise TooManyDemosError
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
        pipeline.expire(_key(demo_id), RETENTION_SECONDS)
        pipeline.zadd(_list_key(owner_id), {demo_id: now})
        pipeline.zremrangebyscore(_list_key(owner_id), 0, now - RETENTION_SECONDS)
        pipeline.expire(_list_key(owner_id), RETENTION_SECONDS)
        pipeline.execute()
    return _read(broker, demo_id)


def delete_demo(*, broker: Broker, demo_id: str, owner_id: int) -> None:
    """Delete a demo that could not be enqueued."""
    broker.delete(_key(demo_id))
    for key in (_list_key(owner_id), _unfinished_key(owner_id)):
        broker.zrem(key, demo_id)


def list_demos(*, broker: Broker, owner_id: int) -> list[Demo]:
    """Return a user's demos, newest first."""
    ids: Any = broker.zrevrange(_list_key(owner_id), 0, MAX_LISTED_DEMOS - 1)
    return [_read(broker, demo_id) for demo_id in ids if broker.exists(_key(demo_id))]


def cancel_demo(*, broker: Broker, demo_id: str, owner_id: int) -> None:
    """Remove a waiting demo from its queue; a running one stops within a second.

    Raise UnknownDemoError if it is not this owner's.
    """
    if broker.hget(_key(demo_id), "owner") != str(owner_id):
        raise UnknownDemoError
    demo = _read(broker, demo_id)
    if not _is_unfinished(demo):
        return
    cancel(broker=broker, task_id=demo_id)
    remove_from_queue(broker=broker, queue=demo.queue, task_id=demo_id)
    # A running task would record this itself, but its worker may be dead.
    _close(broker, demo_id, state=State.CANCELLED)
    notify_subscribers(broker)


def run_demo(*, broker: Broker, demo_id: str, sleep: Callable[[float], None] = time.sleep) -> None:
    """Keep a worker busy for the demo's length and report progress; stop early if cancelled.

    A short broker outage interrupts the progress, not the work.
    """
    facts: Any = broker.hgetall(_key(demo_id))
    if not facts:
        return  # deleted or expired
    seconds = int(facts["seconds"])
    broker.hincrby(_key(demo_id), "attempts", 1)
    began = time.monotonic()
    while (passed := time.monotonic() - began) < seconds:
        try:
            if is_cancelled(broker=broker, task_id=demo_id):
                _close(broker, demo_id, state=State.CANCELLED)
                notify_subscribers(broker)
                return
            _set(broker, demo_id, state=State.RUNNING, fraction=passed / seconds)
            notify_subscribers(broker)
        except redis.RedisError:
            pass
        sleep(min(1.0, seconds - passed))
    for _ in range(MAX_SAVE_ATTEMPTS):
        try:
            _close(broker, demo_id, state=State.ENDED, fraction=1)
        except redis.RedisError:
            sleep(1)
        else:
            return


def _is_unfinished(demo: Demo) -> bool:
    return demo.state in UNFINISHED


def _set(broker: Broker, demo_id: str, **facts: Any) -> None:
    broker.hset(_key(demo_id), mapping={name: str(value) for name, value in facts.items()})


def _close(broker: Broker, demo_id: str, **facts: Any) -> None:
    _set(broker, demo_id, ended=time.time(), **facts)
    owner: Any = broker.hget(_key(demo_id), "owner")
    broker.zrem(_unfinished_key(owner), demo_id)


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


def _list_key(owner_id: int) -> str:
    return f"scaling:demos:{owner_id}"


def _unfinished_key(owner_id: int) -> str:
    return f"scaling:demos-open:{owner_id}"
