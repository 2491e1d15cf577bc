"""What a queue looked like over the last day: a sample whenever something changed."""

import time
from dataclasses import asdict, dataclass
from typing import Any

from apps.scaling.broker import Broker

SECONDS_KEPT = 24 * 3600
LONGEST_SILENCE = 3600
"""Seconds until what did not change is noted again, so that the window never begins in the dark."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Tasks, and workers: `ready` ones serve the queue, `busy` of them run a task."""

    demand: int
    wanted: int
    starting: int
    ready: int
    busy: int

    @property
    def idle(self) -> int:
        return self.ready - self.busy

    @property
    def workers(self) -> int:
        """Those that cost money."""
        return self.starting + self.ready


def note(*, broker: Broker, queue: str, sample: Sample) -> None:
    last: Any = broker.xrevrange(_key(queue), count=1)
    if last:
        identity, entry = last[0]
        is_same = _sample(entry) == sample
        if is_same and time.time() - _moment(identity) < LONGEST_SILENCE:
            return
    oldest = int((time.time() - SECONDS_KEPT) * 1000)
    fields: dict[Any, Any] = asdict(sample)
    broker.xadd(_key(queue), fields, minid=str(oldest), approximate=False)


def samples(*, broker: Broker, queue: str, since: float) -> list[tuple[float, Sample]]:
    """Moments in seconds since 1970, the oldest first; each holds until the next."""
    first = max(int(since * 1000), 1)
    entries: Any = broker.xrange(_key(queue), min=str(first))
    before: Any = broker.xrevrange(_key(queue), max=str(first - 1), count=1)
    held = [(since, _sample(entry)) for _, entry in before]
    return held + [(_moment(identity), _sample(entry)) for identity, entry in entries]


def _key(queue: str) -> str:
    return f"scaling:samples:{queue}"


def _moment(identity: str) -> float:
    return int(identity.split("-")[0]) / 1000


def _sample(entry: dict[str, str]) -> Sample:
    return Sample(**{name: int(value) for name, value in entry.items()})
