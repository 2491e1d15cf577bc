from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from apps.scaling.simulator.jobs import Outcome
from apps.scaling.simulator.traces import DAY, Trace
from celery_scale_to_zero.policy.protocols import QueueShape

HOURS_A_MONTH = 730.5


@dataclass(frozen=True, kw_only=True)
class Result:
    """The result of one policy on one trace.

    Start delays in seconds, from the enqueue to the start of the run that ended; None if no task
    has one.
    """

    policy: str
    trace: str
    arrivals: str
    tasks_a_day: int
    tasks: int
    p50: float | None
    p95: float | None
    longest: float | None
    p95_unbound: float | None
    """Only tasks that found less unfinished at their arrival than the largest fleet can run."""
    longest_unbound: float | None
    worker_hours: float
    """Per month, billed from the pull of the image until stopped."""
    work_hours: float
    """Per month, at the queue's concurrency."""
    dollars: float
    """Per month."""
    killed: int
    """Number of runs."""
    run_twice: int
    """Tasks delivered more than once, for any reason."""
    lost: int
    """Tasks that had not ended a day after the trace."""
    start_calls: int

    @property
    def ratio(self) -> float:
        return self.worker_hours / self.work_hours if self.work_hours else 0.0


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least that share does not exceed."""
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)] if values else None


def measure(
    *, policy: str, trace: Trace, outcome: Outcome, queue: QueueShape, dollars_an_hour: float
) -> Result:
    delays = [job.start_delay for job in outcome.jobs if job.start_delay is not None]
    unbound = [
        job.start_delay
        for job in outcome.jobs
        if job.start_delay is not None and not job.maximum_bound
    ]
    month = HOURS_A_MONTH / (trace.days * DAY)
    work = sum(task.duration for task in trace.tasks) / queue.concurrency
    return Result(
        policy=policy,
        trace=trace.name,
        arrivals=trace.arrivals,
        tasks_a_day=trace.tasks_a_day,
        tasks=len(outcome.jobs),
        p50=percentile(delays, 0.5),
        p95=percentile(delays, 0.95),
        longest=max(delays, default=None),
        p95_unbound=percentile(unbound, 0.95),
        longest_unbound=max(unbound, default=None),
        worker_hours=outcome.worker_seconds * month,
        work_hours=work * month,
        dollars=outcome.worker_seconds * month * dollars_an_hour,
        killed=sum(job.kills for job in outcome.jobs),
        run_twice=sum(job.deliveries > 1 for job in outcome.jobs),
        lost=sum(not job.ends for job in outcome.jobs),
        start_calls=outcome.start_calls,
    )
