from collections import deque

from apps.scaling.shapes import WorkersNeeded
from apps.scaling.simulator.clock import Ticker
from apps.scaling.simulator.world import World

POLL = 30
COOLDOWN = 300
"""Seconds; KEDA's defaults. Down to one the HPA waits as long: its stabilization window."""


class Keda:
    """A ScaledObject on the list's length: a task that runs is no longer in the list.

    Source: KEDA, "Scaling Deployments" and "Redis Lists".
    """

    def __init__(self, *, workers_needed: WorkersNeeded) -> None:
        self._workers_needed = workers_needed
        self._lengths: deque[int] = deque([0], maxlen=COOLDOWN // POLL + 1)

    def begin(self, world: World) -> None:
        self._world = world
        self._ticker = Ticker(clock=world.clock, every=POLL, act=self._poll)

    def enqueued(self) -> None: ...

    def changed(self) -> None:
        self._ticker.wake()

    def _poll(self) -> bool:
        self._lengths.append(len(self._world.waiting))
        desired = self._workers_needed(
            demand=max(self._lengths),
            concurrency=self._world.conditions.concurrency,
            maximum=self._world.conditions.maximum,
        )
        settled = (
            desired == self._world.fleet.desired
            and len(self._lengths) == self._lengths.maxlen
            and len(set(self._lengths)) == 1
        )
        self._world.fleet.set_desired(desired)
        return settled
