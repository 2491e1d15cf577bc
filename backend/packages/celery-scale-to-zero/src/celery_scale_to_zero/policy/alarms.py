"""Evaluate alarms as CloudWatch and Application Auto Scaling do.

Sources: CloudWatch, "Alarm evaluation" and "Configuring how alarms treat missing data"; Application
Auto Scaling, "Step scaling policies" and `StepAdjustment`.
"""

import operator
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from celery_scale_to_zero.policy.protocols import AlarmShape, StepShape

ABOVE: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
}
BELOW: dict[str, Callable[[float, float], bool]] = {
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
COMPARISONS = ABOVE | BELOW
# Extra datapoints that CloudWatch looks back where some are missing.
EXTRA_DATAPOINTS = 2
MISSING_DATA = ("ignore", "notBreaching")


@dataclass(frozen=True, kw_only=True)
class Step:
    """Bounds are relative to the alarm's threshold; None is no bound."""

    lower: int | None
    upper: int | None
    capacity: int


@dataclass(frozen=True, kw_only=True)
class Alarm:
    comparison: str
    threshold: int
    steps: tuple[Step, ...]
    period: int
    """Seconds."""
    adjustment: str
    missing_data: str
    datapoints: int = 1
    statistic: str = "Maximum"


@dataclass(frozen=True, kw_only=True)
class Action:
    """An adjustment requested by a scaling policy, which AWS limits to minimum and maximum."""

    adjustment: str
    capacity: int

    def applied(self, *, current: int) -> int:
        if self.adjustment == "ChangeInCapacity":
            return current + self.capacity
        return self.capacity


def breaches(*, alarm: AlarmShape, datapoint: float) -> bool:
    return COMPARISONS[alarm.comparison](datapoint, alarm.threshold)


def step_for(*, alarm: AlarmShape, datapoint: float) -> StepShape | None:
    """Return the step whose bounds contain the datapoint; None in a gap.

    An alarm for high values includes a step's lower bound, one for low values its upper bound.
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


class AlarmEvaluator:
    """Alarm and its scaling policy, evaluated datapoint by datapoint."""

    def __init__(self, alarm: AlarmShape) -> None:
        if alarm.statistic != "Maximum" or alarm.missing_data not in MISSING_DATA:
            raise ValueError(
                "unsupported alarm: use the Maximum statistic, and for missing data"
                f" {' or '.join(MISSING_DATA)}"
            )
        if alarm.adjustment not in ("ExactCapacity", "ChangeInCapacity"):
            raise ValueError(f"unsupported adjustment type {alarm.adjustment}")
        self.alarm = alarm
        self.in_alarm = False
        # None where a datapoint is missing.
        self._recent: deque[float | None] = deque(maxlen=alarm.datapoints + EXTRA_DATAPOINTS)
        self._last: float | None = None
        self._action = cache(self._action_at)

    def evaluate(self, datapoint: float | None) -> Action | None:
        """Return the action of one minute's evaluation; None is a missing datapoint.

        A policy acts every minute while its alarm lasts, in a minute without a datapoint by the
        last one. Source: CloudWatch, "Alarm actions".
        """
        self._recent.append(datapoint)
        if datapoint is not None:
            self._last = datapoint
        known = [each for each in self._recent if each is not None][-self.alarm.datapoints :]
        breaching = [breaches(alarm=self.alarm, datapoint=each) for each in known]
        if len(known) < self.alarm.datapoints and self.alarm.missing_data == "notBreaching":
            breaching.append(False)
        if False in breaching:
            self.in_alarm = False
        elif len(known) == self.alarm.datapoints:
            self.in_alarm = True
        if self._last is None or not self.in_alarm:
            return None
        return self._action(self._last)

    def is_settled(self, datapoint: float | None) -> bool:
        """Return True if more of the same datapoints would leave the alarm as it is."""
        return len(self._recent) == self._recent.maxlen and set(self._recent) == {datapoint}

    def _action_at(self, datapoint: float) -> Action | None:
        step = step_for(alarm=self.alarm, datapoint=datapoint)
        if step is None:
            return None
        return Action(adjustment=self.alarm.adjustment, capacity=step.capacity)


def evaluate(
    *, alarms: Sequence[AlarmShape], datapoints: Iterable[float | None]
) -> list[list[Action]]:
    """Return the actions at each datapoint: one list per minute, in the order of the alarms.

    Alarms start as OK. More than one action in a list means that the alarms overlap.
    """
    evaluators = [AlarmEvaluator(alarm) for alarm in alarms]
    return [
        [action for each in evaluators if (action := each.evaluate(datapoint)) is not None]
        for datapoint in datapoints
    ]
