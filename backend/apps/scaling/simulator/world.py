from collections import deque
from functools import partial
from math import inf
from random import Random
from typing import Protocol

from apps.scaling.simulator.clock import Clock
from apps.scaling.simulator.fleet import Conditions, Fleet, Run, Worker
from apps.scaling.simulator.jobs import Job, Outcome
from apps.scaling.simulator.traces import DAY, Arrival, Trace

# Interval at which a live worker's kombu checks for deliveries past the visibility timeout.
RESTORE_INTERVAL_SECONDS = 100.0


class Policy(Protocol):
    """A scaling policy, which sets the desired count of the world's fleet."""

    def begin(self, world: "World") -> None: ...

    def enqueued(self) -> None:
        """Handle a new task, before a worker takes it."""

    def changed(self) -> None:
        """Handle a change of waiting tasks, running tasks or ready workers."""


class World:
    """A queue in Redis, the workers that serve it and the policy that scales them."""

    def __init__(self, *, conditions: Conditions, policy: Policy, seed: int) -> None:
        self.clock = Clock()
        self.conditions = conditions
        self.waiting: deque[Job] = deque()
        self.unacked: set[Job] = set()
        self.running = 0
        self.unfinished = 0
        self.jobs: list[Job] = []
        self.fleet = Fleet(
            clock=self.clock,
            conditions=conditions,
            random=Random(seed),  # noqa: S311 - has to repeat itself
            cold_starts=Random(seed),  # noqa: S311 - has to repeat itself
            changed=self._assign,
            killed=self._killed,
        )
        self._policy = policy

    @property
    def demand(self) -> int:
        """Return the number of waiting and held tasks: nothing is acknowledged early."""
        return len(self.waiting) + len(self.unacked)

    def run(self, trace: Trace) -> Outcome:
        """Run the whole trace, and at most a day more for unfinished tasks."""
        for arrival in trace.tasks:
            self.clock.at(arrival.moment, partial(self._enqueue, arrival))
        self._policy.begin(self)
        self.clock.run(until=trace.seconds + DAY)
        self.clock.now = max(self.clock.now, trace.seconds)
        self.fleet.stop_all()
        return Outcome(
            jobs=self.jobs,
            worker_seconds=self.fleet.billed,
            start_calls=self.fleet.start_calls,
        )

    def _enqueue(self, arrival: Arrival) -> None:
        self.unfinished += 1
        slots = self.conditions.maximum * self.conditions.concurrency
        job = Job(
            arrived=arrival.moment,
            duration=arrival.duration,
            maximum_bound=self.unfinished > slots,
        )
        self.jobs.append(job)
        self.waiting.append(job)
        self._policy.enqueued()
        self._assign()

    def _assign(self) -> None:
        while self.waiting and (worker := self.fleet.free()):
            self._deliver(self.waiting.popleft(), worker)
        self._policy.changed()

    def _deliver(self, job: Job, worker: Worker) -> None:
        job.deliveries += 1
        run = Run(job=job, delivery=job.deliveries, began=self.clock.now)
        worker.runs.append(run)
        worker.served += 1
        self.running += 1
        self.clock.after(job.duration, partial(self._end, run, worker))
        if job.ends:
            return  # a copy reserved before the other was acknowledged under the same tag
        self.unacked.add(job)
        if self.conditions.visibility_timeout < inf:
            self.clock.after(self.conditions.visibility_timeout, partial(self._restore, run))

    def _end(self, run: Run, worker: Worker) -> None:
        if run not in worker.runs:
            return  # its worker was killed
        worker.runs.remove(run)
        self.running -= 1
        # A message delivered twice keeps its delivery tag: the first run to end acknowledges both,
        # because with Celery's default prefetch some worker has reserved the copy by then.
        self.unacked.discard(run.job)
        if not run.job.ends:
            run.job.started = run.began
            self.unfinished -= 1
        run.job.ends += 1
        self._assign()
        self.fleet.release(worker)

    def _killed(self, run: Run) -> None:
        run.job.kills += 1
        self.running -= 1
        if self.conditions.visibility_timeout == inf:
            self.unacked.remove(run.job)
            self.waiting.append(run.job)
        self._assign()

    def _restore(self, run: Run) -> None:
        """Redeliver what was not acknowledged in time; this needs a live worker."""
        if run.job not in self.unacked or run.delivery != run.job.deliveries:
            return
        if not self.fleet.consumes:
            self.clock.after(RESTORE_INTERVAL_SECONDS, partial(self._restore, run))
            return
        self.unacked.remove(run.job)
        self.waiting.append(run.job)
        self._assign()
