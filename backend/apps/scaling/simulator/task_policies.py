"""Policies that start workers, which end by themselves."""

from apps.scaling.simulator.alarm_policy import WAKE_SECONDS
from apps.scaling.simulator.clock import Ticker
from apps.scaling.simulator.keda import POLL_INTERVAL_SECONDS
from apps.scaling.simulator.world import World
from celery_scale_to_zero.policy.protocols import WorkersNeeded

# From SubmitJob to the start of its container, without the cold start. An assumption: AWS does not
# document how often its scheduler looks.
BATCH_SCHEDULING_SECONDS = 15.0


class StandaloneTasks:
    """RunTask for the workers that are missing when a task is enqueued."""

    def __init__(self, *, workers_needed: WorkersNeeded) -> None:
        self._workers_needed = workers_needed

    def begin(self, world: World) -> None:
        self._world = world

    def enqueued(self) -> None:
        self._world.clock.after(WAKE_SECONDS, self._start)

    def changed(self) -> None: ...

    def _start(self) -> None:
        fleet, conditions = self._world.fleet, self._world.conditions
        needed = self._workers_needed(
            demand=self._world.demand,
            concurrency=conditions.concurrency,
            maximum=conditions.maximum,
        )
        if needed > len(fleet.live):
            fleet.set_desired(needed)


class ScaledJob:
    """A Kubernetes job for each waiting task, by KEDA's "accurate" strategy.

    The default one expects that the length of the list contains running tasks. Source: KEDA,
    "Scaling Jobs".
    """

    def begin(self, world: World) -> None:
        self._world = world
        self._ticker = Ticker(clock=world.clock, every=POLL_INTERVAL_SECONDS, act=self._poll)

    def enqueued(self) -> None: ...

    def changed(self) -> None:
        self._ticker.wake()

    def _poll(self) -> bool:
        fleet, maximum = self._world.fleet, self._world.conditions.maximum
        wanted = min(maximum, len(self._world.waiting))
        pending = sum(not worker.ready for worker in fleet.live)
        is_full = wanted + len(fleet.live) > maximum
        new = maximum - len(fleet.live) if is_full else wanted - pending
        if new > 0:
            fleet.set_desired(len(fleet.live) + new)
        return not self._world.waiting


class Batch:
    """AWS Batch: a job for each task, up to the virtual CPUs of the compute environment."""

    def begin(self, world: World) -> None:
        self._world = world

    def enqueued(self) -> None: ...

    def changed(self) -> None:
        if self._world.waiting:
            self._world.clock.after(BATCH_SCHEDULING_SECONDS, self._schedule)

    def _schedule(self) -> None:
        fleet = self._world.fleet
        pending = sum(not worker.ready for worker in fleet.live)
        free = self._world.conditions.maximum - len(fleet.live)
        new = min(free, len(self._world.waiting) - pending)
        if new > 0:
            fleet.set_desired(len(fleet.live) + new)
