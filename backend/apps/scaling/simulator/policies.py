from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import inf

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
from apps.scaling.simulator.task_policies import Batch, ScaledJob, StandaloneTasks
from apps.scaling.simulator.traces import Trace
from apps.scaling.simulator.world import Policy, World
from celery_scale_to_zero.policy.alarms import MISSING_DATA
from celery_scale_to_zero.policy.capacity import datapoint
from celery_scale_to_zero.policy.protocols import (
    AlarmShape,
    AutoscalingShape,
    QueueShape,
    WorkersNeeded,
)

SERVICES = "ECS services"
TASKS = "ECS tasks"
ORACLE = "oracle"
# Seconds until the alarms see a datapoint.
DELAYS = (0, 5, 15)
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
    idle_seconds: float
    """After which a standalone task ends."""

    def policies(self) -> list[NamedPolicy]:
        return [
            self.always_on(1),
            self.always_on(2),
            # Published every five minutes, it is the same for each of the delays.
            self.naive_policy("naive policy, as built", overlap=True),
            self.naive_policy("naive policy, as intended", overlap=False),
            self.keda("KEDA ScaledObject, no grace", grace=KUBERNETES_GRACE_SECONDS),
            self.keda("KEDA ScaledObject, unlimited grace", grace=inf),
            self.one_task_each("KEDA ScaledJob", ScaledJob),
            self.one_task_each("AWS Batch", Batch),
            *(
                self.services(f"{SERVICES}, {missing}, {late} s", missing_data=missing, late=late)
                for missing in MISSING_DATA
                for late in DELAYS
            ),
            self.tasks(),
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

    def naive_policy(self, name: str, *, overlap: bool, late: float = 0) -> NamedPolicy:
        """`late`: seconds until the alarms see a datapoint."""
        conditions = replace(self.conditions, visibility_timeout=VISIBILITY_TIMEOUT_SECONDS)
        policy = partial(
            AlarmPolicy,
            queue=self.queue,
            alarms=naive_alarms(overlap=overlap),
            counted=seen_by_inspect,
            workers_needed=self.workers_needed,
            publish_every=PERIOD_SECONDS,
            cooldown=COOLDOWN_SECONDS,
            visible_after=late,
        )
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))

    def keda(self, name: str, *, grace: float) -> NamedPolicy:
        conditions = replace(self.conditions, grace=grace)
        policy = partial(Keda, workers_needed=self.workers_needed)
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))

    def one_task_each(self, name: str, policy: Callable[[], Policy]) -> NamedPolicy:
        conditions = replace(self.conditions, tasks_a_worker=1)
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))

    def services(
        self,
        name: str = SERVICES,
        *,
        wake: Wake = Wake.UPWARD,
        late: float = 0,
        missing_data: str | None = None,
        silent_at_rest: bool = True,
    ) -> NamedPolicy:
        """`late`: seconds until the alarms see a datapoint; `missing_data`: by default that of the
        alarms; `silent_at_rest`: see `policy.datapoint`."""
        conditions = replace(self.conditions, protected=True)
        alarms: list[AlarmShape] = [self.autoscaling.busy, self.autoscaling.idle]
        if missing_data:
            alarms = [replace(alarm, missing_data=missing_data) for alarm in alarms]  # type: ignore[type-var] # they are dataclasses
        policy = partial(
            AlarmPolicy,
            queue=self.queue,
            alarms=alarms,
            counted=_published if silent_at_rest else lambda world: world.demand,
            workers_needed=self.workers_needed,
            wake=wake,
            visible_after=late,
        )
        return NamedPolicy(name=name, simulate=partial(_simulate, conditions, policy))

    def tasks(self, *, idle_seconds: float | None = None) -> NamedPolicy:
        conditions = replace(
            self.conditions,
            idle_exit=self.idle_seconds if idle_seconds is None else idle_seconds,
        )
        policy = partial(StandaloneTasks, workers_needed=self.workers_needed)
        return NamedPolicy(name=TASKS, simulate=partial(_simulate, conditions, policy))
