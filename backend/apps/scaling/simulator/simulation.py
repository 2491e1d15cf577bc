from apps.scaling.policy import workers_needed
from apps.scaling.shapes import AutoscalingShape, QueueShape
from apps.scaling.simulator.contestants import Contest
from apps.scaling.simulator.results import Result, measured
from apps.scaling.simulator.traces import traces


def simulate(
    *,
    queue_numbers: QueueShape,
    autoscaling: AutoscalingShape,
    dollars_an_hour: float,
    seeds: int = 3,
    days: int = 120,
) -> list[Result]:
    """Every policy on every trace, one result a seed; `averages.averaged` joins the seeds.

    `dollars_an_hour`: of a worker; `seeds`: how many; `days`: how long a trace is. Three seeds of
    120 days take half a minute.
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
