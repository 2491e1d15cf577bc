from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import inf

from apps.scaling.policy import datapoint
from apps.scaling.protocols import AutoscalingShape, QueueShape, WorkersNeeded
from apps.scaling.simulator.alarm_policy import AlarmPolicy, Wake
from apps.scaling.simulator.always_on import AlwaysOn
from apps.scaling.simulator.fleet import Conditions
from apps.scaling.simulator.jobs import Outcome
from apps.scaling.simulator.keda import Keda
from apps.scaling.simulator.naive_policy import (
    COOLDOWN_SECONDS,
    PERIOD_SECONDS,
    VISIBILITY_TIMEOUT_SECONDS,
    naive_alarms,
    seen_by_inspect,
)
from apps.scaling.simulator.oracle import simulate_oracle
from apps.scaling.simulator.traces import Trace
from apps.scaling.simulator.world import Policy, World

OURS = "ours"
ORACLE = "oracle"
# `terminationGracePeriodSeconds` of a pod that sets none.
KUBERNETES_GRACE_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class NamedPolicy:
    name: str
    simulate: Callable[[Trace], Outcome]


def _simulate(conditions: Conditions, policy: Callable[[], Policy], trace: Trace) -> Outcome:
    return World(conditions=conditions, policy=policy(), seed=trace.seed).run(trace)


def _published(world: World) -> int | None:
    return datapoint(demand=world.demand, workers=world.fleet.desired)


@dataclass(frozen=True, kw_only=True)
class PolicyComparison:
    """The policies that are compared for one queue."""

    queue: QueueShape
    autoscaling: AutoscalingShape
    workers_needed: WorkersNeeded

    def policies(self) -> list[NamedPolicy]:
        return [
            self.always_on(1),
            self.always_on(2),
            self.naive_policy("naive policy, as built", overlap=True),
            self.naive_policy("naive policy, as intended", overlap=False),
            self.keda("KEDA, no grace", grace=KUBERNETES_GRACE_SECONDS),
            self.keda("KEDA, unlimited grace", grace=inf),
            self.ours("sweep only", wake=Wake.NEVER),
            self.ours("ours, waking from zero only", wake=Wake.FROM_ZERO),
            self.ours(OURS, wake=Wake.UPWARD),
            NamedPolicy(
                name=ORACLE, simulate=lambda trace: simulate_oracle(trace=trace, queue=self.queue)
            ),
        ]

    @property
    def conditions(self) -> Conditions:
        return Conditions(maximum=self.queue.maximum, concurrency=self.queue.concurrency)

    def always_on(self, workers: int) -> NamedPolicy:
        conditions = replace(self.conditions, maximum=workers)
        return NamedPolicy(
            name=f"always-on {workers}",
            simulate=partial(_simulate, conditions, lambda: AlwaysOn(workers=workers)),
        )

    def naive_policy(self, name: str, *, overlap: bool) -> NamedPolicy:
        conditions = replace(self.conditions, visibility_timeout=VISIBILITY_TIMEOUT_SECONDS)
        policy = partial(
            AlarmPolicy,
            queue=self.queue,
            alarms=naive_alarms(overlap=overlap),
            counted=seen_by_inspect,
            workers_needed=self.workers_needed,
            publish_every=PERIOD_SECONDS,
            cooldown=COOLDOWN_SECONDS,
        )
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))

    def keda(self, name: str, *, grace: float) -> NamedPolicy:
        conditions = replace(self.conditions, grace=grace)
        policy = partial(Keda, workers_needed=self.workers_needed)
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))

    def ours(
        self, name: str, *, wake: Wake, visible_after: float = 0, silent_at_rest: bool = True
    ) -> NamedPolicy:
        """`visible_after`: seconds, see `AlarmPolicy`; `silent_at_rest`: see `policy.datapoint`."""
        conditions = replace(self.conditions, protected=True)
        policy = partial(
            AlarmPolicy,
            queue=self.queue,
            alarms=(self.autoscaling.busy, self.autoscaling.idle),
            counted=_published if silent_at_rest else lambda world: world.demand,
            workers_needed=self.workers_needed,
            wake=wake,
            visible_after=visible_after,
        )
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))
