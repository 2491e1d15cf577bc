"""The naive policy: one worker more while anything is counted, one less at zero.

Source: the article that this project responds to. Unlike there, tasks are acknowledged late, so
that a killed one is late rather than lost.
"""

from collections.abc import Sequence
from functools import partial

from apps.scaling.simulator.world import World
from celery_scale_to_zero.policy.alarms import Alarm, Step
from celery_scale_to_zero.policy.protocols import AlarmShape

# Seconds between two datapoints, and the period of each.
PERIOD_SECONDS = 300
# AWS's default where a step scaling policy sets none.
COOLDOWN_SECONDS = 300.0
# Kombu's default for Redis.
VISIBILITY_TIMEOUT_SECONDS = 3600.0


def naive_alarms(*, overlap: bool) -> Sequence[AlarmShape]:
    """Return the alarms; with `overlap`, both act at 1, as the CDK creates them for intervals from
    0 and 1.

    How often that kills depends on which of them acts first, which AWS does not document: they
    alternate.
    """
    more, less = Step(lower=0, upper=None, capacity=1), Step(lower=None, upper=0, capacity=-1)
    alarm = partial(
        Alarm, period=PERIOD_SECONDS, adjustment="ChangeInCapacity", missing_data="ignore"
    )
    return (
        alarm(comparison="GreaterThanOrEqualToThreshold", threshold=1, steps=(more,)),
        alarm(
            comparison="LessThanOrEqualToThreshold", threshold=1 if overlap else 0, steps=(less,)
        ),
    )


def seen_by_inspect(world: World) -> int:
    """Return active and reserved tasks plus `LLEN`: tasks of a killed worker are in neither."""
    return len(world.waiting) + world.running
