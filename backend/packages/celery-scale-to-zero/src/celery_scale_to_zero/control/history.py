"""Samples of each queue over the last day, one per change."""

import time
from dataclasses import asdict, dataclass
from typing import Any

from celery_scale_to_zero.broker.client import Broker

RETENTION_SECONDS = 24 * 3600
# An unchanged sample is repeated after this time, so that a window never starts without one.
MAX_SAMPLE_INTERVAL_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Numbers of tasks and workers: `ready` workers serve the queue, `busy` ones run a task."""

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
        """Return the number of billed workers."""
        return self.starting + self.ready


def record_sample(*, broker: Broker, queue: str, sample: Sample) -> None:
    last: Any = broker.xrevrange(_key(queue), count=1)
    if last:
        identity, entry = last[0]
        is_same = _sample(entry) == sample
        if is_same and time.time() - _moment(identity) < MAX_SAMPLE_INTERVAL_SECONDS:
            return
    oldest = int((time.time() - RETENTION_SECONDS) * 1000)
    fields: dict[Any, Any] = asdict(sample)
    broker.xadd(_key(queue), fields, minid=str(oldest), approximate=False)


def list_samples(*, broker: Broker, queue: str, since: float) -> list[tuple[float, Sample]]:
    """Return (seconds since 1970, sample), oldest first; each holds until the next."""
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
