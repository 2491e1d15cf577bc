from typing import Any

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.control import decision_log
from celery_scale_to_zero.control.decision_log import LAST_DESIRED, Reason, list_decisions


def raise_to(broker: Broker, before: int, after: int, reason: Reason = Reason.WOKEN) -> None:
    decision_log.record_raise(
        broker=broker, reason=reason, queue="heavy", demand=after, before=before, after=after
    )


def alarm(broker: Broker, desired: int, demand: int = 0) -> None:
    decision_log.record_alarm_decision(broker=broker, queue="heavy", demand=demand, desired=desired)


def entries(broker: Broker) -> list[Any]:
    """Return reason, demand, before and after of each entry, the oldest first."""
    return [
        (each.reason, each.demand, each.before, each.after)
        for each in reversed(list_decisions(broker))
    ]


def test_scale_in_between_two_wakes_is_recorded(broker: Broker) -> None:
    raise_to(broker, 0, 1)
    raise_to(broker, 0, 1)  # the idle alarm has stopped the worker in between
    assert entries(broker) == [
        ("woken", 1, 0, 1),
        ("scaled_in", 0, 1, 0),
        ("woken", 1, 0, 1),
    ]


def test_entries_add_up_when_recorded_in_another_order(broker: Broker) -> None:
    raise_to(broker, 1, 2, Reason.REPAIRED)  # the wake before it is not recorded yet
    assert entries(broker) == [("repaired", 2, 0, 2)]


def test_size_read_before_a_wake_is_no_alarm(broker: Broker) -> None:
    raise_to(broker, 0, 2)
    alarm(broker, 1)
    assert entries(broker) == [("woken", 2, 0, 2)]

    broker.hset(LAST_DESIRED, "heavy:raised", "0")  # long ago
    alarm(broker, 1, demand=1)
    alarm(broker, 3, demand=9)

    assert entries(broker)[1:] == [("scaled_in", 1, 2, 1), ("scaled_out", 9, 1, 3)]
