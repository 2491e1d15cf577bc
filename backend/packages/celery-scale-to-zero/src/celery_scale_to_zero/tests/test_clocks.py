"""Clocks of workers and sweeps that are wrong: only the broker's clock counts."""

import time
from typing import Any

import pytest
from celery import Celery
from kombu import Connection, Consumer, Queue

from celery_scale_to_zero.application import TRANSPORT
from celery_scale_to_zero.broker.client import UNACKED_INDEX, Broker, server_time
from celery_scale_to_zero.broker.deliveries import STALE_DELIVERIES, requeue_expired
from celery_scale_to_zero.broker.task_runs import Run
from celery_scale_to_zero.broker.workers import WorkerRegistration, ready_workers
from celery_scale_to_zero.worker.leases import Leases

SECONDS = 60
TOLERANCE = 30
RUN = Run(task_id="r", task="t", queue="heavy", retries=0, replaced=0, args=(), kwargs={})


@pytest.fixture(params=[-SECONDS, SECONDS])
def _wrong_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    own = time.time
    for clock in ("time.time", "kombu.transport.redis.time"):
        monkeypatch.setattr(clock, lambda: own() + request.param)


def delivered_at(broker: Broker, tag: str) -> float:
    score: Any = broker.zscore(UNACKED_INDEX, tag)
    return float(score)


@pytest.mark.usefixtures("_wrong_clock")
def test_deliveries_and_renewals_have_the_time_of_the_broker(
    broker: Broker, app: Celery, broker_url: str
) -> None:
    app.send_task("unknown", queue="heavy")
    with Connection(broker_url, transport=TRANSPORT) as connection:
        received: list[Any] = []
        with Consumer(connection, [Queue("heavy")], on_message=received.append, accept=["json"]):
            connection.drain_events(timeout=3)
        tag = received[0].delivery_tag
        fetched = delivered_at(broker, tag)
        leases = Leases(broker=broker, worker="one", seconds=SECONDS)
        leases.begin(RUN, tag=tag)
        broker.zadd(UNACKED_INDEX, {tag: 1})
        leases.renew([RUN.name])
        renewed = delivered_at(broker, tag)
        broker.zadd(UNACKED_INDEX, {tag: 1})
        leases.renew([], held=[tag])

        for moment in (fetched, renewed, delivered_at(broker, tag)):
            assert moment == pytest.approx(server_time(broker), abs=TOLERANCE)


@pytest.mark.usefixtures("_wrong_clock")
def test_registered_worker_is_ready(broker: Broker) -> None:
    WorkerRegistration(broker=broker, worker="one", queues=["heavy"]).renew()
    assert ready_workers(broker=broker, queue="heavy", seconds=TOLERANCE) == {"one"}
    broker.zadd("scaling:workers:heavy", {"one": server_time(broker) - TOLERANCE - 1})
    assert ready_workers(broker=broker, queue="heavy", seconds=TOLERANCE) == set()


@pytest.mark.usefixtures("_wrong_clock")
def test_sweep_judges_by_the_time_of_the_broker(broker: Broker, broker_url: str) -> None:
    broker.zadd(
        UNACKED_INDEX, {"renewed": server_time(broker), "stale": server_time(broker) - SECONDS - 1}
    )
    with Connection(broker_url) as connection:
        requeue_expired(connection=connection, broker=broker, seconds=SECONDS)
    assert broker.zrange(STALE_DELIVERIES, 0, -1) == ["stale"]
