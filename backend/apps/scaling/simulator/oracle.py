from heapq import heapify, heapreplace

from apps.scaling.shapes import QueueShape
from apps.scaling.simulator.jobs import Job, Outcome
from apps.scaling.simulator.traces import Trace


def foreseen(*, trace: Trace, queue: QueueShape) -> Outcome:
    """What nobody beats within the maximum: a worker ready as a task arrives, gone as it ends.

    First come, first served over all slots of the largest fleet, without a cold start, and billed
    for nothing but work.
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
