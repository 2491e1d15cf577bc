from collections import deque
from functools import cache, partial

from apps.scaling.simulator.clock import Ticker
from apps.scaling.simulator.world import World
from celery_scale_to_zero.policy.protocols import WorkersNeeded

POLL_INTERVAL_SECONDS = 30
# KEDA's default. From more workers to one, the HPA waits as long: its stabilization window.
COOLDOWN_SECONDS = 300


class Keda:
    """A ScaledObject on the length of the list, which does not contain running tasks.

    Source: KEDA, "Scaling Deployments" and "Redis Lists".
    """

    def __init__(self, *, workers_needed: WorkersNeeded) -> None:
        self._workers_needed = workers_needed
        self._lengths: deque[int] = deque([0], maxlen=COOLDOWN_SECONDS // POLL_INTERVAL_SECONDS + 1)

    def begin(self, world: World) -> None:
        self._world = world
        self._ticker = Ticker(clock=world.clock, every=POLL_INTERVAL_SECONDS, act=self._poll)
        conditions = world.conditions
        self._needed = cache(
            partial(
                self._workers_needed,
                concurrency=conditions.concurrency,
                maximum=conditions.maximum,
            )
        )

    def enqueued(self) -> None: ...

    def changed(self) -> None:
        self._ticker.wake()

    def _poll(self) -> bool:
        self._lengths.append(len(self._world.waiting))
        desired = self._needed(demand=max(self._lengths))
        if desired == self._world.fleet.desired:
            return self._lengths.count(self._lengths[0]) == self._lengths.maxlen
        self._world.fleet.set_desired(desired)
        return False
