"""Why there are as many workers as there are: a short diary, kept in the broker."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from apps.scaling.broker import Broker

DECISIONS = "scaling:decisions"
MOST_KEPT = 500
KNOWN = "scaling:known"
"""Queue to the number of workers that was desired when we last knew."""


class Reason(StrEnum):
    WOKEN = "woken"
    """A task was published, and the workers did not suffice."""
    REPAIRED = "repaired"
    """The sweep found less workers than needed: a wake had failed."""
    SCALED_OUT = "scaled_out"
    """The busy alarm asked for more."""
    SCALED_IN = "scaled_in"
    """The demand fell, or was quiet for long enough."""
    REQUEUED = "requeued"
    """Deliveries that nobody renewed were put back into their queue."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    at: float
    """Seconds since 1970."""
    reason: Reason
    queue: str
    """Empty where it is about all of them."""
    demand: int
    """Tasks; of `requeued`, how many were put back."""
    before: int
    """Workers desired."""
    after: int


def record(
    *, broker: Broker, reason: Reason, queue: str = "", demand: int, before: int = 0, after: int = 0
) -> None:
    entry: dict[Any, Any] = {
        "reason": reason.value,
        "queue": queue,
        "demand": demand,
        "before": before,
        "after": after,
    }
    broker.xadd(DECISIONS, entry, maxlen=MOST_KEPT, approximate=True)
    if queue:
        broker.hset(KNOWN, queue, str(after))


def observe(*, broker: Broker, queue: str, demand: int, desired: int) -> None:
    """Note what the alarms did since: they tell nobody but the fleet."""
    known: Any = broker.hget(KNOWN, queue)
    before = int(known or 0)
    if desired != before:
        reason = Reason.SCALED_OUT if desired > before else Reason.SCALED_IN
        record(
            broker=broker, reason=reason, queue=queue, demand=demand, before=before, after=desired
        )


def decisions(broker: Broker, *, most: int = 50) -> list[Decision]:
    """The newest first."""
    entries: Any = broker.xrevrange(DECISIONS, count=most)
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
