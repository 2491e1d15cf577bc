from collections.abc import Callable, Sequence
from enum import Enum

from apps.scaling.alarms import SPARE_DATAPOINTS, Watch
from apps.scaling.shapes import AlarmShape, QueueShape, WorkersNeeded
from apps.scaling.simulator.clock import Ticker
from apps.scaling.simulator.metric import Metric
from apps.scaling.simulator.scalable_target import ScalableTarget
from apps.scaling.simulator.world import World

EVALUATION = 60
"""Seconds between two looks of CloudWatch at an alarm, back over a window that ends now: nothing
waits for the end of a full minute. Source: `EvaluationWindow`, "SlidingWindow" by default."""
PUBLISHED_BEFORE = 30.0
"""Seconds from a scheduled publication to the evaluation: nobody knows it, so its mean."""
WAKE_SECONDS = 1.0
"""From the enqueue to the start call, at the latest."""


class Wake(Enum):
    """What an enqueue asks of the service by itself."""

    NEVER = "nothing"
    FROM_ZERO = "one worker where it stands at zero"
    UPWARD = "what the policy needs where it stands lower"


class Alarmed:
    """A metric, alarms on it, and step scaling; perhaps a wake before all that."""

    def __init__(
        self,
        *,
        queue: QueueShape,
        alarms: Sequence[AlarmShape],
        counted: Callable[[World], int | None],
        workers_needed: WorkersNeeded,
        publish_every: int = 60,
        cooldown: float = 0,
        visible_after: float = 0,
        wake: Wake = Wake.NEVER,
    ) -> None:
        """Times in seconds. `counted`: what is published, None for nothing; `visible_after`: from a
        publication until alarms see it."""
        self._queue = queue
        self._watches = [Watch(alarm) for alarm in alarms]
        self._counted = counted
        self._workers_needed = workers_needed
        self._metric = Metric(every=publish_every, phase=EVALUATION - PUBLISHED_BEFORE)
        self._cooldown = cooldown
        self._visible_after = visible_after
        self._wake = wake
        self._acted = 0.0
        looks = max(alarm.datapoints + SPARE_DATAPOINTS for alarm in alarms)
        periods = max(alarm.period for alarm in alarms) + publish_every
        self._settled_after = periods + looks * EVALUATION + visible_after + cooldown

    def begin(self, world: World) -> None:
        self._world = world
        self._ticker = Ticker(clock=world.clock, every=EVALUATION, act=self._evaluate)
        world.fleet.set_desired(self._queue.minimum)
        self._target = ScalableTarget(
            fleet=world.fleet, clock=world.clock, queue=self._queue, cooldown=self._cooldown
        )
        self._metric.set(moment=0.0, value=self._counted(world))

    def enqueued(self) -> None:
        if self._wake is Wake.NEVER:
            return
        self._publish()
        if self._wake is Wake.UPWARD or self._world.fleet.desired == 0:
            self._world.clock.after(WAKE_SECONDS, self._start)

    def changed(self) -> None:
        self._metric.set(moment=self._world.clock.now, value=self._counted(self._world))
        self._ticker.wake()

    def _start(self) -> None:
        needed = 1
        if self._wake is Wake.UPWARD:
            needed = self._workers_needed(
                demand=self._world.demand,
                concurrency=self._queue.concurrency,
                maximum=self._queue.maximum,
            )
        if needed > self._world.fleet.desired:
            self._world.fleet.set_desired(needed)
            self.changed()

    def _publish(self) -> None:
        value = self._counted(self._world)
        if value is not None:
            self._metric.publish(moment=self._world.clock.now, value=value)

    def _evaluate(self) -> bool:
        now = self._world.clock.now
        self._watches.reverse()  # nobody knows which of two alarms comes first
        for watch in self._watches:
            datapoint = self._metric.maximum(
                moment=now - self._visible_after, period=watch.alarm.period
            )
            action = watch.see(datapoint)
            if action is not None and self._target.act(action):
                self._acted = now
                self.changed()
        return now - max(self._metric.changed, self._acted) > self._settled_after
