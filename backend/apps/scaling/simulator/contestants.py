from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import inf

from apps.scaling.policy import datapoint
from apps.scaling.shapes import AutoscalingShape, QueueShape, WorkersNeeded
from apps.scaling.simulator import obvious
from apps.scaling.simulator.alarmed import Alarmed, Wake
from apps.scaling.simulator.always_on import AlwaysOn
from apps.scaling.simulator.fleet import Conditions
from apps.scaling.simulator.jobs import Outcome
from apps.scaling.simulator.keda import Keda
from apps.scaling.simulator.oracle import foreseen
from apps.scaling.simulator.traces import Trace
from apps.scaling.simulator.world import Policy, World

OURS = "ours"
ORACLE = "oracle"
KUBERNETES_GRACE = 30.0
"""Seconds: `terminationGracePeriodSeconds` where a pod names none."""


@dataclass(frozen=True, kw_only=True)
class Contestant:
    name: str
    play: Callable[[Trace], Outcome]


def _play(conditions: Conditions, policy: Callable[[], Policy], trace: Trace) -> Outcome:
    return World(conditions=conditions, policy=policy(), seed=trace.seed).run(trace)


def _published(world: World) -> int | None:
    return datapoint(demand=world.demand, workers=world.fleet.desired)


@dataclass(frozen=True, kw_only=True)
class Contest:
    """The policies that are compared, for one queue."""

    queue: QueueShape
    autoscaling: AutoscalingShape
    workers_needed: WorkersNeeded

    def contestants(self) -> list[Contestant]:
        return [
            self.always_on(1),
            self.always_on(2),
            self.obvious_way("the obvious way, as built", overlap=True),
            self.obvious_way("the obvious way, as intended", overlap=False),
            self.keda("KEDA, no grace", grace=KUBERNETES_GRACE),
            self.keda("KEDA, unlimited grace", grace=inf),
            self.ours("sweep only", wake=Wake.NEVER),
            self.ours("ours, waking from zero only", wake=Wake.FROM_ZERO),
            self.ours(OURS, wake=Wake.UPWARD),
            Contestant(name=ORACLE, play=lambda trace: foreseen(trace=trace, queue=self.queue)),
        ]

    @property
    def conditions(self) -> Conditions:
        return Conditions(maximum=self.queue.maximum, concurrency=self.queue.concurrency)

    def always_on(self, workers: int) -> Contestant:
        conditions = replace(self.conditions, maximum=workers)
        return Contestant(
            name=f"always-on {workers}",
            play=partial(_play, conditions, lambda: AlwaysOn(workers=workers)),
        )

    def obvious_way(self, name: str, *, overlap: bool) -> Contestant:
        conditions = replace(self.conditions, visibility_timeout=obvious.VISIBILITY_TIMEOUT)
        policy = partial(
            Alarmed,
            queue=self.queue,
            alarms=obvious.alarms(overlap=overlap),
            counted=obvious.seen_by_inspect,
            workers_needed=self.workers_needed,
            publish_every=obvious.PERIOD,
            cooldown=obvious.COOLDOWN,
        )
        return Contestant(name=name, play=partial(_play, conditions, policy))

    def keda(self, name: str, *, grace: float) -> Contestant:
        conditions = replace(self.conditions, grace=grace)
        policy = partial(Keda, workers_needed=self.workers_needed)
        return Contestant(name=name, play=partial(_play, conditions, policy))

    def ours(
        self, name: str, *, wake: Wake, visible_after: float = 0, silent_at_rest: bool = True
    ) -> Contestant:
        """`visible_after` in seconds, see `Alarmed`; `silent_at_rest`: see `policy.datapoint`."""
        conditions = replace(self.conditions, protected=True)
        policy = partial(
            Alarmed,
            queue=self.queue,
            alarms=(self.autoscaling.busy, self.autoscaling.idle),
            counted=_published if silent_at_rest else lambda world: world.demand,
            workers_needed=self.workers_needed,
            wake=wake,
            visible_after=visible_after,
        )
        return Contestant(name=name, play=partial(_play, conditions, policy))
