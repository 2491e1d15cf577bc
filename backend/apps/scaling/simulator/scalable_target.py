from apps.scaling.alarms import Action
from apps.scaling.shapes import QueueShape
from apps.scaling.simulator.clock import Clock
from apps.scaling.simulator.fleet import Fleet


class ScalableTarget:
    """Application Auto Scaling in front of the service: bounds and cooldowns.

    Within a cooldown what it started counts as part of the next step, so that only a larger step
    starts more; after stopping it stops nothing more until the cooldown is over.
    Source: Application Auto Scaling, "How step scaling works: cooldown period".
    """

    def __init__(self, *, fleet: Fleet, clock: Clock, queue: QueueShape, cooldown: float) -> None:
        """`cooldown` in seconds; AWS takes 300 where a policy names none."""
        self._fleet = fleet
        self._clock = clock
        self._queue = queue
        self._cooldown = cooldown
        self._no_more_out_until = 0.0
        self._no_more_in_until = 0.0
        self._started = 0

    def act(self, action: Action) -> bool:
        """Whether the desired count changed."""
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
