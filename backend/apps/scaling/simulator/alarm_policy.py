from collections.abc import Callable, Sequence
from enum import Enum

from apps.scaling.simulator.clock import Ticker
from apps.scaling.simulator.metric import Metric
from apps.scaling.simulator.scalable_target import ScalableTarget
from apps.scaling.simulator.world import World
from celery_scale_to_zero.policy.alarms import AlarmEvaluator
from celery_scale_to_zero.policy.protocols import AlarmShape, QueueShape, WorkersNeeded

# CloudWatch evaluates an alarm this often, over a window that ends now rather than at a full
# minute. Source: `EvaluationWindow`, "SlidingWindow" by default.
EVALUATION_INTERVAL_SECONDS = 60
# Time from a scheduled publication to the evaluation. AWS does not document it, so this is its
# mean.
PUBLICATION_LEAD_SECONDS = 30.0
# Upper bound of the time from the enqueue to the start call.
WAKE_SECONDS = 1.0


class Wake(Enum):
    """Rule by which an enqueue itself changes the desired number of workers."""

    NEVER = "nothing"
    FROM_ZERO = "one worker where it stands at zero"
    UPWARD = "what the policy needs where it stands lower"


class AlarmPolicy:
    """Step scaling by alarms on a metric, optionally with a wake before them."""

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
        """Take times in seconds. `counted`: value to publish, or None; `visible_after`: delay until
        the alarms see a publication."""
        self._queue = queue
        self._evaluators = [AlarmEvaluator(alarm) for alarm in alarms]
        self._counted = counted
        self._workers_needed = workers_needed
        self._metric = Metric(
            every=publish_every, phase=EVALUATION_INTERVAL_SECONDS - PUBLICATION_LEAD_SECONDS
        )
        self._cooldown = cooldown
        self._visible_after = visible_after
        self._wake = wake
        self._acted = 0.0
        periods = {alarm.period for alarm in alarms}
        if len(periods) > 1:
            raise ValueError("alarms must have the same period")
        self._period = periods.pop()
        # Older publications have no effect any more.
        self._window = max(self._period, publish_every)

    def begin(self, world: World) -> None:
        self._world = world
        self._ticker = Ticker(
            clock=world.clock, every=EVALUATION_INTERVAL_SECONDS, act=self._evaluate
        )
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
        moment = now - self._visible_after
        datapoint = self._metric.maximum(moment=moment, period=self._period)
        is_settled = (
            self._metric.steady_since <= moment - self._window
            and self._acted < now - self._cooldown
        )
        # AWS does not say which of two alarms acts first: they alternate.
        for evaluator in self._evaluators[:: 1 if now // EVALUATION_INTERVAL_SECONDS % 2 else -1]:
            action = evaluator.evaluate(datapoint)
            if action is not None and self._target.act(action):
                self._acted = now
                is_settled = False
                self.changed()
            is_settled = is_settled and evaluator.is_settled(datapoint)
        return is_settled
