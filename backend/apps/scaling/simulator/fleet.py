from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from random import Random

from apps.scaling.simulator.clock import Clock
from apps.scaling.simulator.jobs import Job

# Time from SIGTERM to SIGKILL: Fargate's longest `stopTimeout`.
ECS_GRACE_SECONDS = 120.0


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """The environment of a policy's workers. Times in seconds."""

    maximum: int
    concurrency: int
    cold_start: tuple[float, float] = (30.0, 90.0)
    """Bounds of the time from the start call until the worker takes a task, drawn evenly."""
    pull_after: float = 10.0
    """From the start call until the image is pulled. Fargate bills from then on."""
    idle_exit: float = inf
    """After which an idle worker ends by itself."""
    tasks_a_worker: float = inf
    """After which a worker ends."""
    grace: float = ECS_GRACE_SECONDS
    protected: bool = False
    """A busy worker is not stopped, as it requests protection from the ECS agent."""
    visibility_timeout: float = inf
    """After which a delivered task is delivered again, whether it runs or not. If infinite, a
    killed worker's task returns to the queue at once."""


@dataclass(eq=False)
class Run:
    """Delivery of a task to a worker."""

    job: Job
    delivery: int
    began: float


@dataclass(eq=False)
class Worker:
    called: float
    ready: bool = False
    draining: bool = False
    stopped: bool = False
    served: int = 0
    """Tasks that it was given."""
    idle_since: float = 0.0
    runs: list[Run] = field(default_factory=list)


class Fleet:
    """Workers with a desired count.

    A worker is billed from the pull of its image until it has stopped, as by Fargate: counting from
    "ready" would make cold starts free and hide the cost of too many starts.

    Draining workers do not count towards the desired number, as in ECS and Kubernetes: with a long
    grace period there can be more workers than the maximum.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        conditions: Conditions,
        random: Random,
        cold_starts: Random,
        changed: Callable[[], None],
        killed: Callable[[Run], None],
    ) -> None:
        self.desired = 0
        self.live: list[Worker] = []
        self.draining: list[Worker] = []
        self.start_calls = 0
        self.billed = 0.0
        self._clock = clock
        self._conditions = conditions
        self._random = random
        self._cold_starts = cold_starts
        self._changed = changed
        self._killed = killed

    def free(self) -> Worker | None:
        """Return a worker that can take a task, or None."""
        for worker in self.live:
            if (
                worker.ready
                and len(worker.runs) < self._conditions.concurrency
                and worker.served < self._conditions.tasks_a_worker
            ):
                return worker
        return None

    @property
    def consumes(self) -> bool:
        return any(worker.ready for worker in self.live)

    def set_desired(self, desired: int) -> None:
        self.desired = desired
        while len(self.live) < desired:
            self._start()
        self.trim()

    def trim(self) -> None:
        """Stop surplus workers that are not protected."""
        while len(self.live) > self.desired:
            victims = [w for w in self.live if not (self._conditions.protected and w.runs)]
            if not victims:
                return
            self._terminate(self._random.choice(victims))

    def release(self, worker: Worker) -> None:
        """Stop a drained worker after its run, and workers that are surplus without protection."""
        if not worker.runs and not worker.stopped:
            if worker.draining:
                self._stop(worker)
            else:
                self._become_idle(worker)
        self.trim()

    def stop_all(self) -> None:
        for worker in [*self.live, *self.draining]:
            self._stop(worker)

    def _start(self) -> None:
        worker = Worker(called=self._clock.now)
        self.live.append(worker)
        self.start_calls += 1
        cold_start = self._cold_starts.uniform(*self._conditions.cold_start)
        self._clock.after(cold_start, lambda: self._get_ready(worker))

    def _get_ready(self, worker: Worker) -> None:
        if not worker.stopped:
            worker.ready = True
            self._changed()
            if not worker.runs:
                self._become_idle(worker)

    def _become_idle(self, worker: Worker) -> None:
        if worker.served >= self._conditions.tasks_a_worker:
            self._leave(worker)
        elif self._conditions.idle_exit < inf:
            worker.idle_since = since = self._clock.now
            self._clock.after(
                self._conditions.idle_exit, lambda: self._leave_if_idle(worker, since=since)
            )

    def _leave_if_idle(self, worker: Worker, *, since: float) -> None:
        is_idle = not worker.runs and worker.idle_since == since
        if is_idle and not (worker.stopped or worker.draining):
            self._leave(worker)

    def _leave(self, worker: Worker) -> None:
        """End a worker that nothing replaces."""
        self._stop(worker)
        self.desired = len(self.live)
        self._changed()

    def _terminate(self, worker: Worker) -> None:
        self.live.remove(worker)
        self.draining.append(worker)
        worker.draining = True
        if not worker.runs:
            self._stop(worker)
        elif self._conditions.grace < inf:
            self._clock.after(self._conditions.grace, lambda: self._kill(worker))

    def _kill(self, worker: Worker) -> None:
        if worker.stopped:
            return
        runs, worker.runs = worker.runs, []
        self._stop(worker)
        for run in runs:
            self._killed(run)

    def _stop(self, worker: Worker) -> None:
        (self.draining if worker.draining else self.live).remove(worker)
        worker.stopped = True
        self.billed += max(0.0, self._clock.now - worker.called - self._conditions.pull_after)
