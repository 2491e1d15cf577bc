"""The obvious way: one worker more while anything is counted, one less at nothing.

Source: the article that this project answers. Better than there: tasks are acknowledged late, so
that a killed one is late rather than lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.scaling.shapes import AlarmShape
from apps.scaling.simulator.world import World

PERIOD = 300
"""Seconds between two datapoints, and of each."""
COOLDOWN = 300.0
"""Seconds: what AWS takes where a step scaling policy names none."""
VISIBILITY_TIMEOUT = 3600.0
"""Seconds: kombu's default for Redis."""


@dataclass(frozen=True, kw_only=True)
class Step:
    lower: int | None
    upper: int | None
    capacity: int


@dataclass(frozen=True, kw_only=True)
class Alarm:
    comparison: str
    threshold: int
    steps: tuple[Step, ...]
    datapoints: int = 1
    period: int = PERIOD
    statistic: str = "Maximum"
    adjustment: str = "ChangeInCapacity"
    missing_data: str = "ignore"


def alarms(*, overlap: bool) -> Sequence[AlarmShape]:
    """With `overlap`, as the CDK makes them of the intervals from 0 and from 1, both act at 1.

    How often that kills depends on which of them acts first, which nobody knows: they take turns.
    """
    more, less = Step(lower=0, upper=None, capacity=1), Step(lower=None, upper=0, capacity=-1)
    return (
        Alarm(comparison="GreaterThanOrEqualToThreshold", threshold=1, steps=(more,)),
        Alarm(
            comparison="LessThanOrEqualToThreshold", threshold=1 if overlap else 0, steps=(less,)
        ),
    )


def seen_by_inspect(world: World) -> int:
    """Active and reserved, and `LLEN`: what a killed worker held is in neither."""
    return len(world.waiting) + world.running
