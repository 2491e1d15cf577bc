from dataclasses import dataclass


@dataclass(eq=False, kw_only=True)
class Job:
    """A task on its way: what became of one arrival. Moments in seconds of the clock."""

    arrived: float
    duration: float
    maximum_bound: bool
    """Whether, when it came, more was unfinished than the largest fleet can run at a time."""
    deliveries: int = 0
    kills: int = 0
    started: float | None = None
    """When the run began that ended first."""
    ends: int = 0

    @property
    def start_delay(self) -> float | None:
        return None if self.started is None else self.started - self.arrived


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a policy made of a trace."""

    jobs: list[Job]
    worker_seconds: float
    start_calls: int
