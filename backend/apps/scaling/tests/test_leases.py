"""Who runs what, told apart on a real broker. What leases are good for is shown by the faults."""

from dataclasses import replace
from typing import Any

import pytest

from apps.scaling.broker import Broker
from apps.scaling.runs import Run
from apps.scaling.tests.application import SECONDS
from apps.scaling.worker.leases import Leases, Verdict


@pytest.fixture
def leases(broker: Broker) -> Leases:
    return Leases(broker=broker, worker="one", seconds=SECONDS)


def renewals(broker: Broker) -> dict[str, float]:
    scores: Any = broker.zrange("unacked_index", 0, -1, withscores=True)
    return dict(scores)


def run_of(task_id: str, *, retries: int = 0) -> Run:
    return Run(
        task_id=task_id,
        task="heavy",
        queue="heavy",
        retries=retries,
        replaced=0,
        args=(),
        kwargs={},
    )


def test_a_second_copy_is_held_by_the_lease_and_removed_with_it(
    broker: Broker, leases: Leases
) -> None:
    other = Leases(broker=broker, worker="two", seconds=SECONDS)
    for tag in ("a", "b"):
        broker.hset("unacked", tag, "message")
        broker.zadd("unacked_index", {tag: 1})

    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    assert other.begin(run_of("r"), tag="b") is Verdict.RUNNING
    leases.renew(["r:0"])
    assert all(score > 1 for score in renewals(broker).values())
    leases.end("r:0")

    assert broker.hlen("unacked") == broker.zcard("unacked_index") == 0
    assert other.begin(run_of("r"), tag="c") is Verdict.ENDED
    assert other.begin(run_of("r", retries=1), tag="c") is Verdict.MINE


def test_a_run_that_was_broken_off_is_anybodys(leases: Leases) -> None:
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    leases.release("r:0", is_strike=False)
    other = Leases(broker=leases.broker, worker="two", seconds=SECONDS)
    assert other.begin(run_of("r"), tag="a") is Verdict.MINE


def test_the_fourth_delivery_of_a_run_whose_workers_died_is_put_aside(
    broker: Broker, leases: Leases
) -> None:
    for _ in range(3):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        broker.delete("scaling:lease:r:0")  # its worker died
    assert leases.begin(run_of("r"), tag="a") is Verdict.DEAD


def test_being_broken_off_by_its_own_doing_counts(leases: Leases) -> None:
    for _ in range(3):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        leases.release("r:0", is_strike=True)
    assert leases.begin(run_of("r"), tag="a") is Verdict.DEAD


def test_being_broken_off_in_good_order_does_not_count_as_killing(leases: Leases) -> None:
    for _ in range(10):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        leases.release("r:0", is_strike=False)
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE


def test_a_worker_that_was_frozen_does_not_take_its_lease_back(
    broker: Broker, leases: Leases
) -> None:
    leases.begin(run_of("r"), tag="a")
    broker.delete("scaling:lease:r:0")  # it ran out meanwhile
    other = Leases(broker=broker, worker="two", seconds=SECONDS)
    assert other.begin(run_of("r"), tag="a") is Verdict.MINE
    leases.renew(["r:0"])
    assert broker.get("scaling:lease:r:0") == "two"


def test_what_a_worker_holds_for_later_is_renewed_as_well(broker: Broker, leases: Leases) -> None:
    broker.zadd("unacked_index", {"held": 1, "anothers": 1})
    leases.renew([], held=["held", "acknowledged"])
    scores = renewals(broker)
    assert scores["held"] > 1
    assert scores["anothers"] == 1
    assert set(scores) == {"held", "anothers"}


def test_what_replaces_a_task_under_its_id_is_a_run_of_its_own(leases: Leases) -> None:
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    replacement = replace(run_of("r"), replaced=1)
    assert leases.begin(replacement, tag="b") is Verdict.MINE


def test_a_frozen_worker_that_is_stopped_leaves_the_lease_of_the_next(
    broker: Broker, leases: Leases
) -> None:
    leases.begin(run_of("r"), tag="a")
    broker.set("scaling:lease:r:0", "two")
    leases.release("r:0", is_strike=False)
    assert broker.get("scaling:lease:r:0") == "two"
