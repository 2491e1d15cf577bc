"""The runs of tasks that are under way, over all workers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kombu.utils import json

from apps.scaling.broker import Broker
from apps.scaling.workers import ready_workers

RUNS = "scaling:runs"
SECONDS_REMEMBERED = 24 * 3600
"""How long a run that has ended is known, so that a late copy of it is dropped."""


def lease_key(run: str) -> str:
    return f"scaling:lease:{run}"


def deliveries_key(run: str) -> str:
    """How often it was begun."""
    return f"scaling:deliveries:{run}"


def ended_key(run: str) -> str:
    return f"scaling:ended:{run}"


def run_name(*, task_id: str, retries: int, replaced: int) -> str:
    """Of one run of a task: each retry, and what replaces it under its id, is one of its own."""
    return f"{task_id}:{retries}" + (f":{replaced}" if replaced else "")


def mark_ended(broker: Broker, request: Any) -> None:
    """From within a task, with its request: it has done all it had to, and is not to be run again.

    `broker` may be a pipeline. A task whose effect is in the same Redis can end in one transaction
    with it; others are marked right after they returned.
    """
    run = run_name(
        task_id=request.id,
        retries=request.retries or 0,
        replaced=request.replaced_task_nesting or 0,
    )
    broker.set(ended_key(run), "1", ex=SECONDS_REMEMBERED)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A task with what is needed to run it again: not what Celery was to do after it."""

    task_id: str
    task: str
    queue: str
    retries: int
    replaced: int
    """How many tasks it has replaced under the same id."""
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


def running_tasks(*, broker: Broker, seconds: int) -> list[RunningTask]:
    """Those whose worker lives, heard of within so many seconds; the longest first."""
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
