"""Cancelled tasks, recorded in the broker so that it works while no worker is running.

A waiting task is dropped by the worker that receives it; a running one has to check.
"""

from celery_scale_to_zero.broker.client import Broker

RETENTION_SECONDS = 24 * 3600


def cancellation_key(task_id: str) -> str:
    return f"scaling:cancelled:{task_id}"


def cancel(*, broker: Broker, task_id: str) -> None:
    broker.set(cancellation_key(task_id), "1", ex=RETENTION_SECONDS)


def is_cancelled(*, broker: Broker, task_id: str) -> bool:
    return bool(broker.exists(cancellation_key(task_id)))
