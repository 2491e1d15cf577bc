"""Tasks that nobody wants any more: told in the broker, so that it counts while no worker is there.

A task that waits is dropped by the worker that receives it; one that runs has to ask.
"""

from apps.scaling.broker import Broker

SECONDS_REMEMBERED = 24 * 3600


def key(task_id: str) -> str:
    return f"scaling:cancelled:{task_id}"


def cancel(*, broker: Broker, task_id: str) -> None:
    broker.set(key(task_id), "1", ex=SECONDS_REMEMBERED)


def is_cancelled(*, broker: Broker, task_id: str) -> bool:
    return bool(broker.exists(key(task_id)))
