from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from random import Random

DAY = 86_400
# Parameters of task durations in seconds. Source: Alibaba's trace "openb" of 2023.
LOG_MEAN, LOG_DEVIATION = 7.63, 0.64
# The workload is tasks of 15 minutes to 2 hours.
MIN_TASK_SECONDS, MAX_TASK_SECONDS = 900, 7200
# Squared coefficient of variation of the time between bursty arrivals; Poisson has 1.
BURSTY_CV2 = 4.0

RATES = (2, 8, 20)
ARRIVALS = ("poisson", "bursty")


@dataclass(frozen=True, kw_only=True)
class Arrival:
    moment: float
    duration: float


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The tasks of one seed, the same for every policy."""

    arrivals: str
    tasks_a_day: int
    days: int
    seed: int
    tasks: tuple[Arrival, ...]

    @property
    def name(self) -> str:
        return f"{self.tasks_a_day} a day, {self.arrivals}"

    @property
    def seconds(self) -> float:
        return float(self.days * DAY)


def gaps(*, arrivals: str, mean: float, random: Random) -> Iterator[float]:
    """Yield the seconds between arrivals, without end.

    Bursty is hyper-exponential of two phases with balanced means: mostly short gaps, sometimes a
    long one, each phase with half of the total time.
    """
    often = (1 + sqrt((BURSTY_CV2 - 1) / (BURSTY_CV2 + 1))) / 2 if arrivals == "bursty" else 0.5
    while True:
        phase = often if random.random() < often else 1 - often
        yield random.expovariate(2 * phase / mean)


def duration(*, random: Random) -> float:
    """Return seconds of work."""
    return min(
        max(random.lognormvariate(LOG_MEAN, LOG_DEVIATION), MIN_TASK_SECONDS), MAX_TASK_SECONDS
    )


def trace(*, arrivals: str, tasks_a_day: int, days: int, seed: int) -> Trace:
    random = Random(f"{arrivals} {tasks_a_day} {seed}")  # noqa: S311 - has to repeat itself
    tasks = []
    for moment in accumulate(gaps(arrivals=arrivals, mean=DAY / tasks_a_day, random=random)):
        if moment >= days * DAY:
            break
        tasks.append(Arrival(moment=moment, duration=duration(random=random)))
    return Trace(
        arrivals=arrivals, tasks_a_day=tasks_a_day, days=days, seed=seed, tasks=tuple(tasks)
    )


def traces(*, days: int, seeds: int) -> list[Trace]:
    return [
        trace(arrivals=arrivals, tasks_a_day=tasks_a_day, days=days, seed=seed)
        for arrivals in ARRIVALS
        for tasks_a_day in RATES
        for seed in range(seeds)
    ]
