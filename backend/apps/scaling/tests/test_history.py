import time

import pytest

from apps.scaling import history
from apps.scaling.broker import Broker
from apps.scaling.costs import cost
from apps.scaling.history import Sample, note, samples


def sample(*, demand: int = 0, starting: int = 0, ready: int = 0, busy: int = 0) -> Sample:
    return Sample(demand=demand, wanted=demand, starting=starting, ready=ready, busy=busy)


def test_only_changes_are_kept(broker: Broker) -> None:
    for each in (sample(), sample(), sample(demand=1), sample(demand=1), sample()):
        note(broker=broker, queue="heavy", sample=each)
    kept = samples(broker=broker, queue="heavy", since=time.time() - 60)
    assert [each.demand for _, each in kept] == [0, 1, 0]
    assert samples(broker=broker, queue="other", since=0) == []


def test_what_held_at_the_beginning_of_the_window_is_its_first_sample(broker: Broker) -> None:
    note(broker=broker, queue="heavy", sample=sample(ready=1))
    time.sleep(0.02)
    since = time.time()
    time.sleep(0.02)
    note(broker=broker, queue="heavy", sample=sample(ready=2))
    kept = samples(broker=broker, queue="heavy", since=since)
    assert [each.ready for _, each in kept] == [1, 2]
    assert kept[0][0] == since


def test_what_does_not_change_is_noted_again_after_an_hour(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(broker=broker, queue="heavy", sample=sample())
    monkeypatch.setattr(history, "LONGEST_SILENCE", 0)
    time.sleep(0.01)
    note(broker=broker, queue="heavy", sample=sample())
    assert len(samples(broker=broker, queue="heavy", since=0)) == 2


def test_the_cost_is_that_of_the_workers_that_were_there_or_on_their_way() -> None:
    kept = [(0.0, sample()), (3600.0, sample(starting=1)), (3660.0, sample(ready=2, busy=1))]
    spent = cost(samples=kept, until=7260.0, dollars_an_hour=0.12)
    assert spent.worker_hours == pytest.approx((60 + 2 * 3600) / 3600)
    assert spent.dollars == pytest.approx(0.12 * spent.worker_hours)
    assert spent.always_on_dollars == pytest.approx(0.12 * 7260 / 3600)


def test_nothing_known_costs_nothing() -> None:
    assert cost(samples=[], until=100.0, dollars_an_hour=1).dollars == 0
