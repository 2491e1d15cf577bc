"""Deliveries of dead workers, requeued by sweeps at the same time."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from celery import Celery
from kombu import Connection

from celery_scale_to_zero.broker.client import UNACKED, UNACKED_INDEX, Broker
from celery_scale_to_zero.broker.deliveries import STALE_DELIVERIES, requeue_expired
from celery_scale_to_zero.broker.task_runs import lease_key, run_name, tags_key

SECONDS = 60
TASKS = 50
SWEEPS = 4


def orphan(app: Celery, broker: Broker) -> str:
    """Publish a task and make it the delivery of a dead worker, found stale long ago."""
    task_id = app.send_task("unknown", queue="heavy").id
    message: Any = broker.rpop("heavy")
    broker.hset(UNACKED, task_id, json.dumps([json.loads(message), "heavy", "heavy"]))
    for key in (UNACKED_INDEX, STALE_DELIVERIES):
        broker.zadd(key, {task_id: 1})
    run = run_name(task_id=task_id, retries=0, replaced=0)
    broker.set(lease_key(run), "dead")
    broker.sadd(tags_key(run), task_id)
    return task_id


def requeue(broker: Broker, broker_url: str) -> int:
    with Connection(broker_url) as connection:
        return requeue_expired(connection=connection, broker=broker, seconds=SECONDS)


def test_sweeps_at_the_same_time_requeue_once(app: Celery, broker: Broker, broker_url: str) -> None:
    tasks = {orphan(app, broker) for _ in range(TASKS)}
    together = threading.Barrier(SWEEPS)

    def sweep() -> int:
        together.wait()
        return requeue(broker, broker_url)

    with ThreadPoolExecutor(SWEEPS) as pool:
        counts = [each.result() for each in [pool.submit(sweep) for _ in range(SWEEPS)]]

    assert sum(counts) == TASKS
    queued: Any = broker.lrange("heavy", 0, -1)
    assert sorted(json.loads(message)["headers"]["id"] for message in queued) == sorted(tasks)
    assert all(json.loads(message)["headers"]["redelivered"] for message in queued)
    assert not broker.exists(UNACKED, UNACKED_INDEX, STALE_DELIVERIES)


def test_requeued_copy_leaves_the_lease_of_a_living_worker(
    app: Celery, broker: Broker, broker_url: str
) -> None:
    task_id = orphan(app, broker)
    run = run_name(task_id=task_id, retries=0, replaced=0)
    # A worker that froze before it began held this copy; another one runs the task.
    broker.delete(tags_key(run))
    broker.sadd(tags_key(run), "another")

    assert requeue(broker, broker_url) == 1

    assert broker.get(lease_key(run)) == "dead"
    assert broker.llen("heavy") == 1


def test_delivery_renewed_meanwhile_is_not_requeued(
    app: Celery, broker: Broker, broker_url: str
) -> None:
    task_id = orphan(app, broker)
    broker.zadd(UNACKED_INDEX, {task_id: 1e12})
    assert requeue(broker, broker_url) == 0
    assert (broker.llen("heavy"), broker.hlen(UNACKED)) == (0, 1)
