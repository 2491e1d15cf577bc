from apps.scaling.simulator.clock import Clock
from apps.scaling.simulator.fleet import Fleet
from celery_scale_to_zero.policy.alarms import Action
from celery_scale_to_zero.policy.protocols import QueueShape


class ScalableTarget:
    """The bounds and cooldowns of Application Auto Scaling.

    Within a cooldown, started workers count as part of the next step, so that only a larger step
    starts more; after a scale-in nothing more is stopped until the cooldown is over. Source:
    Application Auto Scaling, "How step scaling works: cooldown period".
    """

    def __init__(self, *, fleet: Fleet, clock: Clock, queue: QueueShape, cooldown: float) -> None:
        """`cooldown` in seconds; AWS's default is 300."""
        self._fleet = fleet
        self._clock = clock
        self._queue = queue
        self._cooldown = cooldown
        self._no_more_out_until = 0.0
        self._no_more_in_until = 0.0
        self._started = 0

    def act(self, action: Action) -> bool:
        """Apply the action; return True if the desired count changed."""
        now, desired = self._clock.now, self._fleet.desired
        if now >= self._no_more_out_until:
            self._started = 0
        capacity = action.applied(current=desired)
        if action.capacity > 0 and action.adjustment == "ChangeInCapacity":
            capacity = max(desired, capacity - self._started)
        capacity = min(max(capacity, self._queue.minimum), self._queue.maximum)
        if capacity == desired or (capacity < desired and now < self._no_more_in_until):
            return False
        if capacity > desired:
            self._started += capacity - desired
            self._no_more_out_until = now + self._cooldown
        else:
            self._no_more_in_until = now + self._cooldown
        self._fleet.set_desired(capacity)
        return True
