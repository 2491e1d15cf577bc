from collections.abc import Collection

from apps.scaling.simulator.policies import PolicyComparison
from apps.scaling.simulator.results import Result, measure
from apps.scaling.simulator.traces import traces
from celery_scale_to_zero.policy.capacity import workers_needed
from celery_scale_to_zero.policy.protocols import AutoscalingShape, QueueShape


def simulate(
    *,
    queue_numbers: QueueShape,
    autoscaling: AutoscalingShape,
    idle_seconds: float,
    dollars_an_hour: float,
    seeds: int = 3,
    days: int = 120,
    names: Collection[str] = (),
) -> list[Result]:
    """Run every policy on every trace: one result per seed; `averages.averaged` combines seeds.

    `idle_seconds`: after which a standalone task ends; `dollars_an_hour`: price of a worker;
    `seeds`: number of seeds; `days`: length of a trace; `names`: policies, by default all. Three
    seeds of 120 days take half a minute.
    """
    comparison = PolicyComparison(
        queue=queue_numbers,
        autoscaling=autoscaling,
        workers_needed=workers_needed,
        idle_seconds=idle_seconds,
    )
    return [
        measure(
            policy=policy.name,
            trace=trace,
            outcome=policy.simulate(trace),
            queue=queue_numbers,
            dollars_an_hour=dollars_an_hour,
        )
        for trace in traces(days=days, seeds=seeds)
        for policy in comparison.policies()
        if not names or policy.name in names
    ]
