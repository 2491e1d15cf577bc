"""Real workers on a real broker, with shortened times."""

from collections.abc import Iterator
from time import sleep
from typing import Any

import pytest
import redis
from django.conf import settings
from kombu import Connection

from apps.scaling.broker import connect
from apps.scaling.dead_letters import DEAD_LETTERS
from apps.scaling.deliveries import restore_expired
from apps.scaling.runs import Run
from apps.scaling.tests.application import SECONDS, heavy, poison
from apps.scaling.tests.workers import Workers, send, until
from apps.scaling.worker.leases import Leases, Verdict


@pytest.fixture
def stores() -> Iterator[Any]:
    client = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True)
    client.flushdb()
    yield client
    client.flushdb()


@pytest.fixture
def workers(stores: Any) -> Iterator[Workers]:
    started = Workers(settings.REDIS_URL)
    yield started
    started.end()


@pytest.fixture
def leases(stores: Any) -> Leases:
    return Leases(broker=raw(), worker="one", seconds=SECONDS)


def raw() -> redis.Redis:
    return connect(settings.REDIS_URL)


def run_of(task_id: str, *, retries: int = 0) -> Run:
    return Run(task_id=task_id, task="heavy", queue="heavy", retries=retries, args=(), kwargs={})


def restored() -> int:
    with Connection(settings.REDIS_URL) as connection:
        return restore_expired(connection=connection, broker=raw(), seconds=SECONDS)


def told(stores: Any, what: str) -> list[str]:
    return list(stores.lrange(what, 0, -1))


@pytest.mark.faults
def test_a_task_longer_than_the_visibility_timeout_runs_once(stores: Any, workers: Workers) -> None:
    send(heavy, broker=settings.REDIS_URL, name="long", seconds=SECONDS * 2.5)
    workers.start()
    workers.start()
    until(lambda: told(stores, "ended") == ["long"])
    sleep(SECONDS * 1.5)
    assert told(stores, "started") == ["long"]
    assert stores.hlen("unacked") == stores.llen("heavy") == 0


@pytest.mark.faults
def test_the_task_of_a_killed_worker_is_put_back_while_no_worker_runs(
    stores: Any, workers: Workers
) -> None:
    send(heavy, broker=settings.REDIS_URL, name="orphan", seconds=2)
    only = workers.start()
    until(lambda: told(stores, "started") == ["orphan"])
    workers.kill(only)

    until(lambda: restored() == 1)
    assert stores.llen("heavy") == 1
    workers.start()
    until(lambda: told(stores, "ended") == ["orphan"])

    assert told(stores, "started") == ["orphan", "orphan"]
    until(lambda: stores.hlen("unacked") == 0)


@pytest.mark.faults
def test_a_worker_that_is_stopped_gives_its_task_to_the_next(stores: Any, workers: Workers) -> None:
    send(heavy, broker=settings.REDIS_URL, name="interrupted", seconds=4)
    stopped = workers.start()
    until(lambda: told(stores, "started") == ["interrupted"])
    stopped.terminate()
    assert stopped.wait(20) is not None
    assert stores.llen("heavy") == 1

    workers.start()
    until(lambda: told(stores, "ended") == ["interrupted"])
    assert told(stores, "started") == ["interrupted", "interrupted"]


@pytest.mark.faults
def test_a_worker_that_is_stopped_gives_back_what_it_held_for_later(
    stores: Any, workers: Workers
) -> None:
    with Connection(settings.REDIS_URL) as connection:
        heavy.apply_async(
            kwargs={"name": "later", "seconds": 0}, countdown=SECONDS * 2, connection=connection
        )
    stopped = workers.start()
    until(lambda: stores.hlen("unacked") == 1)
    stopped.terminate()
    assert stopped.wait(20) is not None
    until(lambda: stores.llen("heavy") == 1 or restored() == 1)

    workers.start()
    until(lambda: told(stores, "ended") == ["later"])
    assert told(stores, "started") == ["later"]


@pytest.mark.faults
def test_a_task_that_always_kills_its_worker_ends_among_the_dead_letters(
    stores: Any, workers: Workers
) -> None:
    send(poison, broker=settings.REDIS_URL)
    workers.start()

    def buried() -> bool:
        restored()
        if workers.all[-1].poll() is not None:
            workers.start()
        return bool(stores.hlen(DEAD_LETTERS))

    until(buried)

    assert told(stores, "started") == ["poison"] * 3
    (letter,) = stores.hvals(DEAD_LETTERS)
    assert "poison" in letter
    until(lambda: stores.hlen("unacked") == 0)


def test_a_second_copy_is_held_by_the_lease_and_removed_with_it(
    stores: Any, leases: Leases
) -> None:
    other = Leases(broker=raw(), worker="two", seconds=SECONDS)
    for tag in ("a", "b"):
        stores.hset("unacked", tag, "message")
        stores.zadd("unacked_index", {tag: 1})

    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    assert other.begin(run_of("r"), tag="b") is Verdict.RUNNING
    leases.renew(["r:0"])
    assert all(score > 1 for _, score in stores.zrange("unacked_index", 0, -1, withscores=True))
    leases.end("r:0")

    assert stores.hlen("unacked") == stores.zcard("unacked_index") == 0
    assert other.begin(run_of("r"), tag="c") is Verdict.ENDED
    assert other.begin(run_of("r", retries=1), tag="c") is Verdict.MINE


def test_a_run_that_was_broken_off_is_anybodys(leases: Leases) -> None:
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    leases.release("r:0")
    other = Leases(broker=leases.broker, worker="two", seconds=SECONDS)
    assert other.begin(run_of("r"), tag="a") is Verdict.MINE


def test_being_broken_off_in_good_order_does_not_count_as_killing(leases: Leases) -> None:
    for _ in range(10):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        leases.release("r:0")
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE


def test_a_worker_that_was_frozen_does_not_take_its_lease_back(stores: Any, leases: Leases) -> None:
    leases.begin(run_of("r"), tag="a")
    stores.delete("scaling:lease:r:0")  # it ran out meanwhile
    other = Leases(broker=raw(), worker="two", seconds=SECONDS)
    assert other.begin(run_of("r"), tag="a") is Verdict.MINE
    leases.renew(["r:0"])
    assert stores.get("scaling:lease:r:0") == "two"


def test_what_a_worker_holds_for_later_is_renewed_as_well(stores: Any, leases: Leases) -> None:
    stores.zadd("unacked_index", {"held": 1, "anothers": 1})
    leases.renew([], held=["held", "acknowledged"])
    scores = dict(stores.zrange("unacked_index", 0, -1, withscores=True))
    assert scores["held"] > 1
    assert scores["anothers"] == 1
    assert set(scores) == {"held", "anothers"}
