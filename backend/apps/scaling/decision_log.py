"""A short log in the broker of why the number of workers changed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from apps.scaling.broker import Broker

DECISIONS = "scaling:decisions"
MAX_ENTRIES = 500
# Hash: queue to the last recorded number of desired workers.
LAST_DESIRED = "scaling:known"


class Reason(StrEnum):
    WOKEN = "woken"
    """A task was published, and there were too few workers."""
    REPAIRED = "repaired"
    """The sweep found fewer workers than needed: a wake had failed."""
    SCALED_OUT = "scaled_out"
    """The busy alarm added workers."""
    SCALED_IN = "scaled_in"
    """The demand fell, or there was none for long enough."""
    REQUEUED = "requeued"
    """Deliveries that were not renewed were put back into their queue."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    at: float
    """Seconds since 1970."""
    reason: Reason
    queue: str
    """Empty if it concerns all queues."""
    demand: int
    """Tasks; for `requeued`, the number put back."""
    before: int
    """Desired workers."""
    after: int


def record_decision(
    *, broker: Broker, reason: Reason, queue: str = "", demand: int, before: int = 0, after: int = 0
) -> None:
    entry: dict[Any, Any] = {
        "reason": reason.value,
        "queue": queue,
        "demand": demand,
        "before": before,
        "after": after,
    }
    broker.xadd(DECISIONS, entry, maxlen=MAX_ENTRIES, approximate=True)
    if queue:
        broker.hset(LAST_DESIRED, queue, str(after))


def record_alarm_decision(*, broker: Broker, queue: str, demand: int, desired: int) -> None:
    """Record changes made by the alarms, which report only to the fleet."""
    known: Any = broker.hget(LAST_DESIRED, queue)
    before = int(known or 0)
    if desired != before:
        reason = Reason.SCALED_OUT if desired > before else Reason.SCALED_IN
        record_decision(
            broker=broker, reason=reason, queue=queue, demand=demand, before=before, after=desired
        )


def list_decisions(broker: Broker, *, limit: int = 50) -> list[Decision]:
    """Return the latest decisions, newest first."""
    entries: Any = broker.xrevrange(DECISIONS, count=limit)
    return [
        Decision(
            at=int(identity.split("-")[0]) / 1000,
            reason=Reason(entry["reason"]),
            queue=entry["queue"],
            demand=int(entry["demand"]),
            before=int(entry["before"]),
            after=int(entry["after"]),
        )
        for identity, entry in entries
    ]
