from heapq import heapify, heapreplace

from apps.scaling.simulator.jobs import Job, Outcome
from apps.scaling.simulator.traces import Trace
from celery_scale_to_zero.policy.protocols import QueueShape


def simulate_oracle(*, trace: Trace, queue: QueueShape) -> Outcome:
    """Return the optimum within the maximum: workers ready as tasks arrive, gone as they end.

    First come, first served over all slots of the largest fleet, without a cold start, and billed
    only for work.
    """
    slots = [0.0] * (queue.maximum * queue.concurrency)
    heapify(slots)
    jobs = []
    for task in trace.tasks:
        started = max(slots[0], task.moment)
        unfinished = 1 + sum(end > task.moment for end in slots)
        job = Job(
            arrived=task.moment,
            duration=task.duration,
            maximum_bound=unfinished > len(slots),
            deliveries=1,
            started=started,
            ends=1,
        )
        jobs.append(job)
        heapreplace(slots, started + task.duration)
    work = sum(task.duration for task in trace.tasks) / queue.concurrency
    return Outcome(jobs=jobs, worker_seconds=work, start_calls=len(jobs))
