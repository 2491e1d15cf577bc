"""A queue and alarms of the shapes that the topology hands in."""

from dataclasses import dataclass
from functools import partial

from apps.scaling.policy import workers_needed
from apps.scaling.protocols import AlarmShape
from apps.scaling.simulator.naive_policy import Alarm, Step
from apps.scaling.simulator.policies import PolicyComparison

ExactAlarm = partial(Alarm, period=60, adjustment="ExactCapacity", missing_data="notBreaching")
# As in the topology, which no app may import; config/tests compares them.
IDLE_SECONDS = 30


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


def comparison(queue: Queue, *, quiet: int = 3) -> PolicyComparison:
    return PolicyComparison(
        queue=queue,
        autoscaling=autoscaling(queue, quiet=quiet),
        workers_needed=workers_needed,
        idle_seconds=IDLE_SECONDS,
    )
