"""The runs of tasks that are under way, over all workers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kombu.utils import json

from apps.scaling.broker import Broker

RUNS = "scaling:runs"


def lease_key(run: str) -> str:
    return f"scaling:lease:{run}"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A task with all that is needed to send it again."""

    task_id: str
    task: str
    queue: str
    retries: int
    args: Sequence[Any]
    kwargs: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.task_id}:{self.retries}"

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


def running_tasks(broker: Broker) -> list[RunningTask]:
    """Those whose lease lives, the longest first. A killed worker's are not among them."""
    known: Any = broker.hgetall(RUNS)
    pipeline = broker.pipeline(transaction=False)
    for run in known:
        pipeline.exists(lease_key(run))
    alive = pipeline.execute()
    runs = [json.loads(text) for text, lives in zip(known.values(), alive, strict=True) if lives]
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
        ),
        key=lambda run: run.started,
    )
