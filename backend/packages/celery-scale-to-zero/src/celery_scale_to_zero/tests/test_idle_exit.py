"""The decision to leave. That a real worker then ends is tested in `tests/end_to_end`."""

import time
from collections.abc import Iterator

import pytest
from celery.worker import state

from celery_scale_to_zero import configuration
from celery_scale_to_zero.broker.client import Broker, connect
from celery_scale_to_zero.broker.starts import Starts
from celery_scale_to_zero.broker.workers import WorkerRegistration
from celery_scale_to_zero.configuration import Scaling
from celery_scale_to_zero.worker import heartbeat as heartbeats
from celery_scale_to_zero.worker import idle_exit
from celery_scale_to_zero.worker.heartbeat import WorkerHeartbeat
from celery_scale_to_zero.worker.leases import Leases
from celery_scale_to_zero.worker.protection import Protection
from celery_scale_to_zero.worker.stall_detector import StallDetector

IDLE_SECONDS = 7


@pytest.fixture
def heartbeat(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerHeartbeat]:
    configured = Scaling(queues=(), fleet="", start="token", idle_seconds=IDLE_SECONDS)
    monkeypatch.setattr(configuration, "_configured", [lambda: configured])
    held: list[str] = []
    made = WorkerHeartbeat(
        leases=Leases(broker=broker, worker="one", seconds=60),
        presence=WorkerRegistration(broker=broker, worker="one", queues=["heavy"]),
        protection=Protection(""),
        stall_detector=StallDetector(broker=broker, queues=["heavy"], seconds=60),
        held=lambda: held,
        concurrency=1,
    )
    monkeypatch.setitem(heartbeats._heartbeats, "this", made)
    # It would end the process of the test.
    monkeypatch.setattr(idle_exit, "force_exit_later", lambda code: None)
    yield made
    state.should_stop = None


def leaves(broker: Broker, heartbeat: WorkerHeartbeat, *, idle: float) -> bool:
    heartbeat.idle_since = time.monotonic() - idle
    idle_exit._leave_if_idle(Starts(broker=broker, queue="heavy"))
    return heartbeat.is_leaving


def test_worker_leaves_after_the_seconds_of_the_setting(
    broker: Broker, heartbeat: WorkerHeartbeat
) -> None:
    assert not leaves(broker, heartbeat, idle=IDLE_SECONDS - 2)
    assert state.should_stop is None
    assert leaves(broker, heartbeat, idle=IDLE_SECONDS)
    assert state.should_stop == 0
    assert not heartbeat.has_room()


def test_busy_worker_does_not_leave(broker: Broker, heartbeat: WorkerHeartbeat) -> None:
    heartbeat.running.add("a run")
    assert not leaves(broker, heartbeat, idle=IDLE_SECONDS)
    heartbeat.release("a run", is_strike=False)
    assert heartbeat.idle_seconds() < IDLE_SECONDS


def test_worker_that_holds_a_task_for_later_does_not_leave(
    broker: Broker, heartbeat: WorkerHeartbeat
) -> None:
    heartbeat.held = lambda: ["a delivery"]
    assert not leaves(broker, heartbeat, idle=IDLE_SECONDS)


def test_worker_does_not_leave_a_waiting_task(broker: Broker, heartbeat: WorkerHeartbeat) -> None:
    broker.lpush("heavy", "a message")
    assert not leaves(broker, heartbeat, idle=IDLE_SECONDS)


def test_worker_stays_when_the_broker_is_unavailable(heartbeat: WorkerHeartbeat) -> None:
    assert not leaves(connect("redis://127.0.0.1:1/0"), heartbeat, idle=IDLE_SECONDS)
