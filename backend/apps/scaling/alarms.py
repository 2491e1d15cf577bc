"""How CloudWatch and Application Auto Scaling act on datapoints.

Sources: CloudWatch, "Alarm evaluation" and "Configuring how alarms treat missing data"; Application
Auto Scaling, "Step scaling policies" and `StepAdjustment`.
"""

import operator
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from apps.scaling.shapes import AlarmShape, StepShape

ABOVE: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
}
BELOW: dict[str, Callable[[float, float], bool]] = {
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
COMPARISONS = ABOVE | BELOW
SPARE_DATAPOINTS = 2
"""CloudWatch looks that much further back for datapoints where some are missing."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """What a scaling policy asks for. AWS then keeps it between minimum and maximum."""

    adjustment: str
    capacity: int

    def applied(self, *, current: int) -> int:
        if self.adjustment == "ChangeInCapacity":
            return current + self.capacity
        return self.capacity


def breaches(*, alarm: AlarmShape, datapoint: float) -> bool:
    return COMPARISONS[alarm.comparison](datapoint, alarm.threshold)


def step_for(*, alarm: AlarmShape, datapoint: float) -> StepShape | None:
    """The step whose bounds hold the datapoint; None in a gap.

    An alarm that watches for more includes a step's lower bound, one that watches for less its
    upper bound.
    """
    distance = datapoint - alarm.threshold
    for step in alarm.steps:
        lower = float("-inf") if step.lower is None else step.lower
        upper = float("inf") if step.upper is None else step.upper
        if alarm.comparison in ABOVE and lower <= distance < upper:
            return step
        if alarm.comparison in BELOW and lower < distance <= upper:
            return step
    return None


class Watch:
    """One alarm and the policy behind it, from datapoint to datapoint."""

    def __init__(self, alarm: AlarmShape) -> None:
        if (alarm.statistic, alarm.missing_data) != ("Maximum", "ignore"):
            raise ValueError("only the Maximum, and missing data ignored, is understood")
        if alarm.adjustment not in ("ExactCapacity", "ChangeInCapacity"):
            raise ValueError(f"{alarm.adjustment} is not understood")
        self.alarm = alarm
        self.in_alarm = False
        self.recent: deque[float | None] = deque(maxlen=alarm.datapoints + SPARE_DATAPOINTS)

    def see(self, datapoint: float | None) -> Action | None:
        """What a minute's evaluation asks for; None is a missing datapoint.

        A policy acts again every minute for as long as its alarm lasts, but for a minute without a
        datapoint, which has no size to act on.
        """
        self.recent.append(datapoint)
        known = [value for value in self.recent if value is not None][-self.alarm.datapoints :]
        breaching = [breaches(alarm=self.alarm, datapoint=value) for value in known]
        if not all(breaching):
            self.in_alarm = False
        elif len(breaching) == self.alarm.datapoints:
            self.in_alarm = True
        if datapoint is None or not self.in_alarm:
            return None
        step = step_for(alarm=self.alarm, datapoint=datapoint)
        if step is None:
            return None
        return Action(adjustment=self.alarm.adjustment, capacity=step.capacity)


def evaluate(
    *, alarms: Sequence[AlarmShape], datapoints: Iterable[float | None]
) -> list[list[Action]]:
    """What the alarms ask for at each of the datapoints, one list a minute in the alarms' order.

    They start as OK. More than one action in a list: the alarms overlap.
    """
    watches = [Watch(alarm) for alarm in alarms]
    return [
        [action for watch in watches if (action := watch.see(datapoint)) is not None]
        for datapoint in datapoints
    ]
