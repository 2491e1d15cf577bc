"""Runs of tasks over all workers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from celery.exceptions import Ignore
from kombu.utils import json

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.workers import ready_workers

RUNS = "scaling:runs"
# Retention of completed runs, so that a late copy of one is dropped.
RUN_RETENTION_SECONDS = 24 * 3600
# Value of the mark of a completed run in place of the worker's name.
UNKNOWN_WORKER = "1"


def lease_key(run: str) -> str:
    return f"scaling:lease:{run}"


def deliveries_key(run: str) -> str:
    """Return the key of the number of times that the run was started."""
    return f"scaling:deliveries:{run}"


def tags_key(run: str) -> str:
    """Return the key of the delivery tags of a run's message and its copies."""
    return f"scaling:tags:{run}"


def ended_key(run: str) -> str:
    return f"scaling:ended:{run}"


def run_name(*, task_id: str, retries: int, replaced: int) -> str:
    """Return the name of a run: each retry, and each replacement under its id, has its own."""
    return f"{task_id}:{retries}" + (f":{replaced}" if replaced else "")


class LeaseLostError(Ignore):
    """Another worker has taken over the run, as this one was considered dead.

    A task that raises it ends without a result, and the run continues at the other worker.
    """


def mark_ended(broker: Broker, request: Any) -> None:
    """Mark the run of a task's request as completed, from within the task.

    `broker` may be a pipeline: a task whose effect is in the same Redis can complete in one
    transaction with it. Other tasks are marked right after they return.
    """
    worker = getattr(request, "lease_holder", UNKNOWN_WORKER)
    broker.set(ended_key(run_of_request(request)), worker, ex=RUN_RETENTION_SECONDS)


def require_lease(broker: Broker, request: Any) -> None:
    """Raise LeaseLostError if another worker has taken over the run of a task's request.

    A task calls it right before an effect that must not be repeated: a worker whose network was cut
    may come back when its task already runs elsewhere. `broker` may be a pipeline that watches
    `lease_keys`: then no other worker can take the run over before the transaction.
    """
    holders: Any = broker.mget(lease_keys(request))
    if {*holders} - {None, request.lease_holder, UNKNOWN_WORKER}:
        raise LeaseLostError


def lease_keys(request: Any) -> list[str]:
    """Return the keys that another worker changes when it takes over the run."""
    run = run_of_request(request)
    return [lease_key(run), ended_key(run)]


def run_of_request(request: Any) -> str:
    """Return the name of the run of a task's request."""
    return run_name(
        task_id=request.id,
        retries=request.retries or 0,
        replaced=request.replaced_task_nesting or 0,
    )


@dataclass(frozen=True, kw_only=True)
class Run:
    """A task with all that is needed to run it again, without Celery's callbacks."""

    task_id: str
    task: str
    queue: str
    retries: int
    replaced: int
    """Number of tasks that it has replaced under the same id."""
    args: Sequence[Any]
    kwargs: Mapping[str, Any]

    @property
    def name(self) -> str:
        return run_name(task_id=self.task_id, retries=self.retries, replaced=self.replaced)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class RunningTask:
    task_id: str
    task: str
    queue: str
    worker: str
    started: float
    """Seconds since 1970."""


def list_running_tasks(*, broker: Broker, seconds: int) -> list[RunningTask]:
    """Return the tasks of live workers, heard from within `seconds`; longest-running first."""
    known: Any = broker.hgetall(RUNS)
    runs = [json.loads(text) for text in known.values()]
    alive = {
        queue: ready_workers(broker=broker, queue=queue, seconds=seconds)
        for queue in {run["queue"] for run in runs}
    }
    return sorted(
        (
            RunningTask(
                task_id=run["task_id"],
                task=run["task"],
                queue=run["queue"],
                worker=run["worker"],
                started=run["started"],
            )
            for run in runs
            if run["worker"] in alive[run["queue"]]
        ),
        key=lambda run: run.started,
    )
