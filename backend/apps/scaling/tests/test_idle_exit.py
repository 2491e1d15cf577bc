"""The decision to leave. That a real worker then ends is tested in `tests/end_to_end`."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from celery.worker import state

from apps.scaling.broker import Broker, connect
from apps.scaling.starts import Starts
from apps.scaling.worker import heartbeat as heartbeats
from apps.scaling.worker import idle_exit
from apps.scaling.worker.heartbeat import WorkerHeartbeat
from apps.scaling.worker.leases import Leases
from apps.scaling.worker.protection import Protection
from apps.scaling.worker.stall import StallDetector
from apps.scaling.workers import WorkerRegistration

IDLE_SECONDS = 7


@pytest.fixture
def heartbeat(
    broker: Broker, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WorkerHeartbeat]:
    settings.SCALING = replace(settings.SCALING, start="token", idle_seconds=IDLE_SECONDS)
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
