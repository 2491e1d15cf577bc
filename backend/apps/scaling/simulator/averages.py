from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from apps.scaling.simulator.results import Result


def mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def average_seeds(results: Sequence[Result]) -> list[Result]:
    """Return one result per trace and policy, in this order.

    Delays, hours and dollars are means over the seeds; tasks and their failures are sums.
    """
    keys = list(dict.fromkeys((result.trace, result.policy) for result in results))
    return [_average([r for r in results if (r.trace, r.policy) == key]) for key in keys]


def _average(seeds: Sequence[Result]) -> Result:
    return replace(
        seeds[0],
        tasks=sum(r.tasks for r in seeds),
        p50=mean(r.p50 for r in seeds),
        p95=mean(r.p95 for r in seeds),
        longest=mean(r.longest for r in seeds),
        p95_unbound=mean(r.p95_unbound for r in seeds),
        longest_unbound=mean(r.longest_unbound for r in seeds),
        worker_hours=fmean(r.worker_hours for r in seeds),
        work_hours=fmean(r.work_hours for r in seeds),
        dollars=fmean(r.dollars for r in seeds),
        killed=sum(r.killed for r in seeds),
        run_twice=sum(r.run_twice for r in seeds),
        lost=sum(r.lost for r in seeds),
        start_calls=sum(r.start_calls for r in seeds),
    )
