"""The cost of a queue's workers, and of one worker that is always on."""

from collections.abc import Sequence
from dataclasses import dataclass

from celery_scale_to_zero.control.history import Sample


@dataclass(frozen=True, kw_only=True)
class Cost:
    since: float
    """Seconds since 1970."""
    worker_hours: float
    dollars: float
    always_on_dollars: float
    """Cost of one worker over the same time."""


def cost(*, samples: Sequence[tuple[float, Sample]], until: float, dollars_an_hour: float) -> Cost:
    """Return the cost of the workers that were starting or ready, as ECS bills them."""
    begins = [moment for moment, _ in samples]
    ends = [*begins[1:], until]
    seconds = sum(
        sample.workers * (end - begin)
        for (begin, sample), end in zip(samples, ends[: len(samples)], strict=True)
    )
    since = begins[0] if begins else until
    hours = seconds / 3600
    return Cost(
        since=since,
        worker_hours=hours,
        dollars=hours * dollars_an_hour,
        always_on_dollars=(until - since) / 3600 * dollars_an_hour,
    )
