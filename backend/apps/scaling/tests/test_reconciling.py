"""Rows whose task is lost, held against a real broker."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from celery import current_app
from celery.app.task import Context
from django.conf import settings
from kombu import Connection, Consumer, Queue

from apps.core import jobs
from apps.core.jobs import Job, JobBusyError, Reason
from apps.scaling.reconciling import reconcile
from apps.scaling.tasks import close_job, demo
from celery_scale_to_zero.application import TRANSPORT
from celery_scale_to_zero.broker.client import UNACKED, Broker
from celery_scale_to_zero.broker.dead_letters import add_dead_letter
from celery_scale_to_zero.broker.demand import PRIORITIES
from celery_scale_to_zero.broker.task_runs import Run
from celery_scale_to_zero.worker.heartbeat import WorkerHeartbeat, _heartbeats
from celery_scale_to_zero.worker.leases import Leases, Verdict
from celery_scale_to_zero.worker.task_requests import LeasedRequest

QUEUES = ("heavy", "default")
TASK = "apps.scaling.tasks.demo"


@dataclass
class Rows:
    """A kind of job that records what happens to its rows."""

    unfinished: list[str] = field(default_factory=list)
    looked: int = 0
    resumed: list[str] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)
    busy: bool = False

    def look(self) -> list[str]:
        self.looked += 1
        return self.unfinished

    def close(self, key: str, reason: Reason) -> None:
        if self.busy:
            raise JobBusyError
        self.closed.append((key, reason))

    @property
    def job(self) -> Job:
        return Job(
            task=TASK,
            argument="demo_id",
            unfinished=self.look,
            resume=self.resumed.append,
            close=self.close,
        )


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Rows:
    rows = Rows(unfinished=["a"])
    monkeypatch.setattr(jobs, "_registered", {TASK: rows.job})
    return rows


def publish(key: str, **options: Any) -> None:
    demo.apply_async(kwargs={"demo_id": key}, queue="heavy", **options)


def look(broker: Broker, rows: Rows, *, thoroughly: bool = False) -> int:
    return reconcile(broker=broker, queues=QUEUES, jobs=[rows.job], thoroughly=thoroughly)


def test_reconcile_resumes_a_row_without_message(broker: Broker, rows: Rows) -> None:
    publish("another")
    assert look(broker, rows) == 1
    assert (rows.resumed, rows.closed) == (["a"], [])


@pytest.mark.parametrize("priority", [0, 3, 9])
def test_reconcile_keeps_a_waiting_row(broker: Broker, rows: Rows, priority: int) -> None:
    publish("a", priority=priority)
    broker.lpush("heavy", "no message")
    assert look(broker, rows) == 0
    assert rows.resumed == []


def test_reconcile_keeps_a_row_with_held_message(broker: Broker, rows: Rows) -> None:
    publish("a")
    message: Any = broker.rpop(f"heavy{PRIORITIES[0]}")
    broker.hset(UNACKED, "tag", json.dumps([json.loads(message), "heavy", "heavy"]))
    broker.hset(UNACKED, "other", "no message")
    assert look(broker, rows) == 0


def test_reconcile_closes_a_row_of_a_dead_letter(broker: Broker, rows: Rows) -> None:
    add_dead_letter(
        broker=broker,
        run=Run(
            task_id="1", task=TASK, queue="heavy", retries=0, replaced=0, args=(),
            kwargs={"demo_id": "a"},
        ),
    )  # fmt: skip
    assert look(broker, rows) == 1
    assert (rows.resumed, rows.closed) == ([], [("a", "interrupted")])


def test_reconcile_skips_the_database_while_settled(broker: Broker, rows: Rows) -> None:
    rows.unfinished.clear()
    for _ in range(3):
        look(broker, rows)
    assert rows.looked == 1
    look(broker, rows, thoroughly=True)
    assert rows.looked == 2

    publish("a")
    for _ in range(3):
        look(broker, rows)
    assert rows.looked == 3


def test_reconcile_checks_again_after_a_broker_restart(broker: Broker, rows: Rows) -> None:
    rows.unfinished.clear()
    look(broker, rows)
    settled: Any = broker.get("scaling:jobs:settled")
    broker.set("scaling:jobs:settled", "another" + settled)
    rows.unfinished.append("a")
    assert look(broker, rows) == 1


@pytest.fixture
def request_of_worker(broker: Broker, rows: Rows) -> Iterator[LeasedRequest]:
    """Return the request of a worker that has taken the task of row a."""
    publish("a")
    leases = Leases(broker=broker, worker="one", seconds=15)
    nothing: Any = None
    _heartbeats["this"] = WorkerHeartbeat(
        leases=leases, presence=nothing, protection=Unprotected(), stall_detector=nothing,  # type: ignore[arg-type] # of ECS
        held=tuple, concurrency=1,
    )  # fmt: skip
    with Connection(settings.REDIS_URL, transport=TRANSPORT) as connection:
        received: list[Any] = []
        consumer = Consumer(
            connection.channel(), [Queue("heavy")], on_message=received.append, accept=["json"]
        )
        consumer.consume()
        connection.drain_events(timeout=3)
        message = received[0]
        yield LeasedRequest(
            message,
            app=current_app,
            task=current_app.tasks[TASK],
            on_ack=message.ack_log_error,
            on_reject=message.reject_log_error,
            eventer=nothing,
            connection_errors=connection.connection_errors,
        )
    del _heartbeats["this"]


class Unprotected:
    def take(self) -> None: ...


def sent_to_default(broker: Broker) -> list[Any]:
    waiting: Any = broker.lrange("default", 0, -1)
    bodies = [json.loads(text) for text in waiting]
    return [Context(body["headers"]) for body in bodies]


def test_timed_out_task_has_its_row_closed(
    broker: Broker, request_of_worker: LeasedRequest
) -> None:
    assert not request_of_worker.revoked()
    request_of_worker.on_timeout(soft=True, timeout=1)
    assert sent_to_default(broker) == []
    request_of_worker.on_timeout(soft=False, timeout=1)
    (sent,) = sent_to_default(broker)
    assert sent.task == "apps.scaling.tasks.close_job"
    assert "'timed_out'" in sent.kwargsrepr
    assert "'key': 'a'" in sent.kwargsrepr


def test_dead_task_has_its_row_closed(broker: Broker, request_of_worker: LeasedRequest) -> None:
    broker.set(f"scaling:deliveries:{request_of_worker.run.name}", 3)
    assert request_of_worker.revoked()
    assert request_of_worker.verdict is Verdict.DEAD
    (sent,) = sent_to_default(broker)
    assert "'interrupted'" in sent.kwargsrepr


def test_close_job_passes_the_reason(rows: Rows) -> None:
    close_job(task=TASK, key="a", reason="timed_out")
    close_job(task="of.an.older.release", key="a", reason="timed_out")
    assert rows.closed == [("a", "timed_out")]


def test_close_job_retries_a_locked_row(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    rows.busy = True
    sent: dict[str, Any] = {}

    def retry(**options: Any) -> Exception:
        sent.update(options)
        return RuntimeError("later")

    monkeypatch.setattr(close_job, "retry", retry)
    with pytest.raises(RuntimeError, match="later"):
        close_job(task=TASK, key="a", reason="timed_out")
    assert sent["countdown"] == 1
