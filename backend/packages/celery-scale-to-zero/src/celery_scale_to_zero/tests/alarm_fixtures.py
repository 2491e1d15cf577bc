"""A queue and its alarms, of the shapes that a project's topology hands in."""

from dataclasses import dataclass
from functools import partial

from celery_scale_to_zero.policy.alarms import Alarm, Step
from celery_scale_to_zero.policy.protocols import AlarmShape

ExactAlarm = partial(Alarm, period=60, adjustment="ExactCapacity", missing_data="notBreaching")


@dataclass(frozen=True, kw_only=True)
class Queue:
    minimum: int = 0
    maximum: int = 2
    concurrency: int = 1


@dataclass(frozen=True, kw_only=True)
class Autoscaling:
    busy: AlarmShape
    idle: AlarmShape


def busy_alarm(queue: Queue) -> Alarm:
    """Return an alarm from 1 task on, whose steps match `workers_needed`, relative to 1."""
    tops = [workers * queue.concurrency for workers in range(1, queue.maximum)]
    steps = [
        Step(lower=lower, upper=upper, capacity=workers)
        for workers, (lower, upper) in enumerate(
            zip([0, *tops], [*tops, None], strict=True), start=1
        )
    ]
    return ExactAlarm(comparison="GreaterThanOrEqualToThreshold", threshold=1, steps=tuple(steps))


def idle_alarm(*, datapoints: int) -> Alarm:
    return ExactAlarm(
        comparison="LessThanOrEqualToThreshold",
        threshold=0,
        datapoints=datapoints,
        steps=(Step(lower=None, upper=0, capacity=0),),
    )


def autoscaling(queue: Queue, *, quiet: int = 3) -> Autoscaling:
    return Autoscaling(busy=busy_alarm(queue), idle=idle_alarm(datapoints=quiet))
