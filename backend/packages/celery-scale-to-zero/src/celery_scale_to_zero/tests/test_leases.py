"""Leases on a real broker. The fault tests show their purpose."""

from dataclasses import replace
from typing import Any

import pytest
from celery.app.task import Context

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.task_runs import LeaseLostError, Run, require_lease
from celery_scale_to_zero.tests.application import SECONDS
from celery_scale_to_zero.worker.leases import Leases, Verdict


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


def test_lease_holds_and_removes_a_second_copy(broker: Broker, leases: Leases) -> None:
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


def test_released_run_can_be_taken_by_any_worker(leases: Leases) -> None:
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    leases.release("r:0", is_strike=False)
    other = Leases(broker=leases.broker, worker="two", seconds=SECONDS)
    assert other.begin(run_of("r"), tag="a") is Verdict.MINE


def test_fourth_delivery_after_worker_deaths_is_dead(broker: Broker, leases: Leases) -> None:
    for _ in range(3):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        broker.delete("scaling:lease:r:0")  # its worker died
    assert leases.begin(run_of("r"), tag="a") is Verdict.DEAD


def test_release_with_strike_counts_as_delivery(leases: Leases) -> None:
    for _ in range(3):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        leases.release("r:0", is_strike=True)
    assert leases.begin(run_of("r"), tag="a") is Verdict.DEAD


def test_release_without_strike_is_not_counted(leases: Leases) -> None:
    for _ in range(10):
        assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
        leases.release("r:0", is_strike=False)
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE


def test_frozen_worker_does_not_regain_its_lease(broker: Broker, leases: Leases) -> None:
    leases.begin(run_of("r"), tag="a")
    broker.delete("scaling:lease:r:0")  # it ran out meanwhile
    other = Leases(broker=broker, worker="two", seconds=SECONDS)
    assert other.begin(run_of("r"), tag="a") is Verdict.MINE
    assert leases.renew(["r:0"]) == ["r:0"]
    assert broker.get("scaling:lease:r:0") == "two"


@pytest.mark.parametrize("is_ended", [False, True])
def test_cut_off_worker_leaves_a_taken_run_to_the_other(
    broker: Broker, leases: Leases, is_ended: bool
) -> None:
    leases.begin(run_of("r"), tag="a")
    broker.delete("scaling:lease:r:0")  # by the sweep
    other = Leases(broker=broker, worker="two", seconds=SECONDS)
    other.begin(run_of("r"), tag="a")  # a copy has the same delivery tag
    broker.hset("unacked", "a", "message")
    if is_ended:
        assert other.end("r:0")

    assert not leases.end("r:0")
    assert not leases.release("r:0", is_strike=True)

    assert broker.hexists("unacked", "a") is not is_ended
    assert other.renew(["r:0"]) == []
    assert other.end("r:0")


def test_effect_requires_that_no_other_worker_has_the_run(broker: Broker, leases: Leases) -> None:
    request = Context(id="r", retries=0, replaced_task_nesting=0, lease_holder="one")
    leases.begin(run_of("r"), tag="a")
    require_lease(broker, request)
    broker.delete("scaling:lease:r:0")  # by the sweep
    require_lease(broker, request)
    Leases(broker=broker, worker="two", seconds=SECONDS).begin(run_of("r"), tag="a")
    with pytest.raises(LeaseLostError):
        require_lease(broker, request)


def test_renew_includes_tasks_held_for_later(broker: Broker, leases: Leases) -> None:
    broker.zadd("unacked_index", {"held": 1, "others": 1})
    leases.renew([], held=["held", "acknowledged"])
    scores = renewals(broker)
    assert scores["held"] > 1
    assert scores["others"] == 1
    assert set(scores) == {"held", "others"}


def test_replacement_task_has_its_own_run(leases: Leases) -> None:
    assert leases.begin(run_of("r"), tag="a") is Verdict.MINE
    replacement = replace(run_of("r"), replaced=1)
    assert leases.begin(replacement, tag="b") is Verdict.MINE


def test_stopped_frozen_worker_keeps_the_next_lease(broker: Broker, leases: Leases) -> None:
    leases.begin(run_of("r"), tag="a")
    broker.set("scaling:lease:r:0", "two")
    leases.release("r:0", is_strike=False)
    assert broker.get("scaling:lease:r:0") == "two"
