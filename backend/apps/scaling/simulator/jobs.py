from dataclasses import dataclass


@dataclass(eq=False, kw_only=True)
class Job:
    """The result of one arrival. Moments in seconds of the clock."""

    arrived: float
    duration: float
    maximum_bound: bool
    """True if, at its arrival, more was unfinished than the largest fleet can run at a time."""
    deliveries: int = 0
    kills: int = 0
    started: float | None = None
    """Start of the run that ended first."""
    ends: int = 0

    @property
    def start_delay(self) -> float | None:
        return None if self.started is None else self.started - self.arrived


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a policy on a trace."""

    jobs: list[Job]
    worker_seconds: float
    start_calls: int
