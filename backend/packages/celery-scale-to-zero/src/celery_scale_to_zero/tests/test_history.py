import time

import pytest

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.control import history
from celery_scale_to_zero.control.history import Sample, list_samples, record_sample


def sample(*, demand: int = 0, starting: int = 0, ready: int = 0, busy: int = 0) -> Sample:
    return Sample(demand=demand, wanted=demand, starting=starting, ready=ready, busy=busy)


def test_history_records_only_changes(broker: Broker) -> None:
    for each in (sample(), sample(), sample(demand=1), sample(demand=1), sample()):
        record_sample(broker=broker, queue="heavy", sample=each)
    kept = list_samples(broker=broker, queue="heavy", since=time.time() - 60)
    assert [each.demand for _, each in kept] == [0, 1, 0]
    assert list_samples(broker=broker, queue="other", since=0) == []


def test_history_starts_with_the_sample_before_the_window(broker: Broker) -> None:
    record_sample(broker=broker, queue="heavy", sample=sample(ready=1))
    time.sleep(0.02)
    since = time.time()
    time.sleep(0.02)
    record_sample(broker=broker, queue="heavy", sample=sample(ready=2))
    kept = list_samples(broker=broker, queue="heavy", since=since)
    assert [each.ready for _, each in kept] == [1, 2]
    assert kept[0][0] == since


def test_history_repeats_an_unchanged_sample_after_an_hour(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_sample(broker=broker, queue="heavy", sample=sample())
    monkeypatch.setattr(history, "MAX_SAMPLE_INTERVAL_SECONDS", 0)
    time.sleep(0.01)
    record_sample(broker=broker, queue="heavy", sample=sample())
    assert len(list_samples(broker=broker, queue="heavy", since=0)) == 2
