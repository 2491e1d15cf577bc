from apps.scaling.policy import workers_needed
from apps.scaling.simulator.contestants import Contest
from apps.scaling.simulator.results import Result, measured
from apps.scaling.simulator.shapes import AutoscalingShape, QueueShape
from apps.scaling.simulator.traces import traces

DOLLARS_AN_HOUR = 0.1215
"""Of a worker in us-east-1: 2 x86 vCPU at 0.04048, 8 GB at 0.004445, a public address at 0.005."""


def simulate(
    *,
    queue_numbers: QueueShape,
    autoscaling: AutoscalingShape,
    seeds: int = 3,
    days: int = 120,
    dollars_an_hour: float = DOLLARS_AN_HOUR,
) -> list[Result]:
    """Every policy on every trace, one result a seed; `averages.averaged` joins the seeds.

    `seeds`: how many; `days`: how long a trace is. About half a minute for three seeds of 120 days.
    """
    contest = Contest(queue=queue_numbers, autoscaling=autoscaling, workers_needed=workers_needed)
    return [
        measured(
            policy=contestant.name,
            trace=trace,
            outcome=contestant.play(trace),
            queue=queue_numbers,
            dollars_an_hour=dollars_an_hour,
        )
        for trace in traces(days=days, seeds=seeds)
        for contestant in contest.contestants()
    ]
