"""Tasks that killed their workers too often, kept until an operator decides."""

import time
from dataclasses import dataclass
from typing import Any

from celery import Celery
from kombu.utils import json

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.task_runs import Run, deliveries_key

DEAD_LETTERS = "scaling:dead-letters"


class UnknownDeadLetterError(Exception):
    """The dead letter does not exist, or does no longer."""


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    run: str
    task: str
    queue: str
    arguments: str
    buried: float
    """Seconds since 1970."""


def add_dead_letter(*, broker: Broker, run: Run) -> None:
    letter = run.as_json() | {"buried": time.time()}
    broker.hset(DEAD_LETTERS, run.name, json.dumps(letter))


def count_dead_letters(broker: Broker) -> int:
    count: Any = broker.hlen(DEAD_LETTERS)
    return int(count)


def list_dead_letters(broker: Broker) -> list[DeadLetter]:
    """Return all dead letters, newest first."""
    kept: Any = broker.hgetall(DEAD_LETTERS)
    letters = [(run, json.loads(text)) for run, text in kept.items()]
    letters.sort(key=lambda pair: -pair[1]["buried"])
    return [
        DeadLetter(
            run=run,
            task=letter["task"],
            queue=letter["queue"],
            arguments=json.dumps({"args": letter["args"], **letter["kwargs"]}),
            buried=letter["buried"],
        )
        for run, letter in letters
    ]


def retry_dead_letter(*, app: "Celery[Any]", broker: Broker, run: str) -> None:
    """Send the task again under its own id, so that repeated requests run it once.

    Raise UnknownDeadLetterError if the dead letter does not exist.
    """
    text: Any = broker.hget(DEAD_LETTERS, run)
    if text is None:
        raise UnknownDeadLetterError(run)
    letter = json.loads(text)
    broker.delete(deliveries_key(run))
    app.send_task(
        letter["task"],
        args=letter["args"],
        kwargs=letter["kwargs"],
        task_id=letter["task_id"],
        retries=letter["retries"],
        queue=letter["queue"],
    )
    broker.hdel(DEAD_LETTERS, run)


def discard_dead_letter(*, broker: Broker, run: str) -> None:
    """Raise UnknownDeadLetterError if the dead letter does not exist."""
    if not broker.hdel(DEAD_LETTERS, run):
        raise UnknownDeadLetterError(run)
