"""Tasks and requests while a real Valkey has no memory left."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from kombu import Connection, Consumer, Queue
from kombu.exceptions import OperationalError

from apps.core.problem_details import STORE_ERRORS
from celery_scale_to_zero.broker.client import UNACKED, connect
from celery_scale_to_zero.broker.demand import Demand
from celery_scale_to_zero.broker.task_runs import Run
from celery_scale_to_zero.broker.workers import WorkerRegistration, ready_workers
from celery_scale_to_zero.chaos import tasks
from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.control.sweep import SweepError, sweep
from celery_scale_to_zero.fleets.local import LocalFleet
from celery_scale_to_zero.tests.application import SECONDS, app
from celery_scale_to_zero.worker.leases import Leases, Verdict
from tests.end_to_end.valkey_process import ValkeyProcess

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=1, concurrency=1, dollars_an_hour=0.1)
# Bytes, fewer than any value takes.
FULL = 1


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyProcess]:
    valkey = ValkeyProcess(tmp_path)
    yield valkey
    valkey.kill()


def fill(client: "redis.Redis", *, maxmemory: int = FULL) -> None:
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", maxmemory)


def publish(valkey: ValkeyProcess, name: str) -> None:
    task: Any = tasks.work
    with Connection(valkey.url, transport=app.conf.broker_transport) as connection:
        task.apply_async(kwargs={"name": name, "seconds": 0}, queue="heavy", connection=connection)


def run_of(message: Any) -> Run:
    return Run(
        task_id=message.headers["id"], task=message.headers["task"], queue="heavy", retries=0,
        replaced=0, args=(), kwargs={},
    )  # fmt: skip


def test_full_broker_finishes_its_tasks_and_accepts_no_more(valkey: ValkeyProcess) -> None:
    publish(valkey, "first")
    publish(valkey, "second")
    fill(valkey.client)

    with pytest.raises(OperationalError):
        publish(valkey, "third")
    assert valkey.client.llen("heavy") == 2

    leases = Leases(broker=valkey.client, worker="one", seconds=SECONDS)
    presence = WorkerRegistration(broker=valkey.client, worker="one", queues=["heavy"])
    presence.renew()
    assert ready_workers(broker=valkey.client, queue="heavy", seconds=SECONDS) == {"one"}

    # A worker that starts now.
    with Connection(valkey.url, transport=app.conf.broker_transport) as connection:
        received: list[Any] = []
        consumer = Consumer(
            connection.channel(), [Queue("heavy")], on_message=received.append, accept=["json"]
        )
        consumer.qos(prefetch_count=1)
        consumer.consume()
        for ended in range(1, 3):
            connection.drain_events(timeout=5)
            message = received[-1]
            assert len(received) == ended
            assert valkey.client.hlen(UNACKED) == 1
            run = run_of(message)
            assert leases.begin(run, tag=message.delivery_tag) is Verdict.MINE
            before = valkey.client.zscore("unacked_index", message.delivery_tag)
            leases.renew([run.name], held=[message.delivery_tag])
            after: Any = valkey.client.zscore("unacked_index", message.delivery_tag)
            assert after > before
            leases.end(run.name)
            message.ack()
    assert valkey.client.llen("heavy") == valkey.client.hlen(UNACKED) == 0

    valkey.client.config_set("maxmemory", 0)
    publish(valkey, "third")
    assert valkey.client.llen("heavy") == 1


def test_sweep_counts_and_reports_a_full_broker(valkey: ValkeyProcess) -> None:
    publish(valkey, "waiting")
    fleet = LocalFleet(valkey.client)
    fleet.raise_to(queue="heavy", workers=1)
    published: list[Any] = []

    class RecordingMetrics(Metrics):
        def publish(self, counted: Sequence[Demand], *, heartbeat: bool = False) -> None:
            published.extend(counted)

    fill(valkey.client)
    with (
        Connection(valkey.url, transport=app.conf.broker_transport) as connection,
        pytest.raises(SweepError, match="maxmemory"),
    ):
        sweep(
            broker=valkey.client, connection=connection, queues=[QUEUE], fleet=fleet,
            metrics=RecordingMetrics("full"), seconds=SECONDS,
        )  # fmt: skip
    assert [each.total for each in published] == [1]


def test_full_store_raises_the_error_of_an_unavailable_one(valkey: ValkeyProcess) -> None:
    fill(valkey.client)
    with pytest.raises(STORE_ERRORS):
        valkey.client.set("key", "value")


STATE = """
import json
import django
django.setup()
from django.core.cache import cache
from django.conf import settings
from limits import parse
from apps.core.problem_details import STORE_ERRORS
from apps.core.rate_limiting import consume
from config.celery import app
said = {}
for name, use in (
    ("cache", lambda: cache.set("key", "value")),
    ("limits", lambda: consume(parse("1/hour"), "key")),
    ("task", lambda: app.send_task("apps.scaling.tasks.demo", kwargs={"demo_id": "1"})),
):
    try:
        use()
        said[name] = "ok"
    except STORE_ERRORS as error:
        said[name] = type(error).__name__
print(json.dumps(said))
"""


def test_full_separate_cache_does_not_stop_tasks(valkey: ValkeyProcess, tmp_path: Path) -> None:
    fill(valkey.client)
    broker = ValkeyProcess(tmp_path / "broker")
    try:
        done = subprocess.run(
            [sys.executable, "-c", STATE],
            cwd=settings.BACKEND,
            env=os.environ
            | {"REDIS_URL": broker.url, "CACHE_URL": valkey.url, "PYTEST_XDIST_WORKER": ""},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = json.loads(done.stdout.splitlines()[-1])
        assert said == {"cache": "OutOfMemoryError", "limits": "OutOfMemoryError", "task": "ok"}
        assert connect(broker.url).llen("heavy") == 1
    finally:
        broker.kill()
