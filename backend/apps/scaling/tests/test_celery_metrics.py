"""The sweep endpoint, on a real broker and an emulated CloudWatch."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from celery import current_app
from django.test import Client

from celery_scale_to_zero.broker.client import UNACKED, UNACKED_INDEX, Broker, connect
from celery_scale_to_zero.broker.task_runs import lease_key, tags_key
from celery_scale_to_zero.broker.workers import WorkerRegistration
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.control.decision_log import (
    DECISIONS,
    LAST_DESIRED,
    list_decisions,
    waking_key,
)
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.dependencies import metrics, waker
from celery_scale_to_zero.fleets.local import DESIRED, LocalFleet

URL = "/api/celery-metrics/"


def post(client: Client, token: str | None = None) -> Any:
    body = {"celery_metrics_token": scaling().token if token is None else token}
    return client.post(URL, body, "application/json")


def publish(queue: str, *, times: int = 1) -> None:
    for _ in range(times):
        current_app.send_task("unknown", queue=queue)


@pytest.fixture
def namespace(monkeypatch: pytest.MonkeyPatch) -> str:
    """Namespace of this test's metrics."""
    name = f"test-{time.time_ns()}"
    monkeypatch.setattr(metrics(), "namespace", name)
    return name


@pytest.fixture
def fleet(broker: Broker) -> LocalFleet:
    """Return a fleet with a runner and no workers."""
    fleet = LocalFleet(broker)
    fleet.report(queues=["imports", "heavy"], workers=[])
    return fleet


@pytest.mark.django_db
def test_sweep_does_not_query_the_database(
    client: Client, namespace: str, fleet: LocalFleet, django_assert_num_queries: Any
) -> None:
    publish("heavy")
    with django_assert_num_queries(0):
        assert post(client).status_code == 200


def published(namespace: str) -> dict[str, float]:
    """Metric to the largest value of the last minutes."""
    client = boto3.client("cloudwatch")
    now = datetime.now(UTC)
    found = {}
    for metric in client.list_metrics(Namespace=namespace)["Metrics"]:
        response = client.get_metric_statistics(
            Namespace=namespace,
            MetricName=metric["MetricName"],
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=5),
            Period=60,
            Statistics=["Maximum"],
        )
        found[metric["MetricName"]] = max(each["Maximum"] for each in response["Datapoints"])
    return found


def test_sweep_counts_publishes_and_scales_each_queue(
    client: Client, broker: Broker, fleet: LocalFleet, namespace: str
) -> None:
    publish("heavy", times=3)
    publish("imports")

    response = post(client)

    assert response.status_code == 200
    heavy = response.json()["heavy"]
    assert heavy.pop("oldest_seconds") >= 0
    assert heavy == {"demand": 3, "queued": 3, "held": 0, "workers_needed": 2, "workers": 0}
    assert response.json()["imports"]["workers_needed"] == 1
    assert set(response.json()) == {"default", "imports", "heavy"}
    seen = published(namespace)
    assert (seen["heavy"], seen["imports"], seen["sweep"]) == (3, 1, 1)
    assert {"heavy oldest", "imports oldest"} <= set(seen)
    assert (fleet.desired("heavy"), fleet.desired("imports")) == (2, 1)


def test_sweep_publishes_only_the_heartbeat_at_rest(
    client: Client, broker: Broker, fleet: LocalFleet, namespace: str
) -> None:
    assert post(client).status_code == 200
    assert published(namespace) == {"sweep": 1}


def test_sweep_repairs_a_missed_wake(client: Client, broker: Broker, fleet: LocalFleet) -> None:
    publish("heavy")
    waker.wait()
    broker.delete(DESIRED, DECISIONS, LAST_DESIRED)  # as if no worker had been woken

    post(client)

    (decision,) = list_decisions(broker)
    assert (decision.reason, decision.queue) == ("repaired", "heavy")
    assert (decision.demand, decision.before, decision.after) == (1, 0, 1)


def test_sweep_finds_no_fault_during_a_wake(
    client: Client, broker: Broker, fleet: LocalFleet
) -> None:
    publish("heavy")
    waker.wait()
    broker.set(waking_key("heavy"), "1", px=10_000)  # it waits for further tasks
    broker.lpush("heavy", *broker.lrange("heavy", 0, -1))  # type: ignore[misc] # redis-py's two natures

    post(client)

    assert [(each.reason, each.before, each.after) for each in list_decisions(broker)] == [
        ("woken", 1, 2),
        ("woken", 0, 1),
    ]


def test_sweep_records_alarm_decisions_once(
    client: Client, broker: Broker, fleet: LocalFleet
) -> None:
    fleet.set_desired(queue="heavy", workers=2)
    post(client)
    fleet.set_desired(queue="heavy", workers=0)
    post(client)
    post(client)
    assert [(each.reason, each.before, each.after) for each in list_decisions(broker)] == [
        ("scaled_in", 2, 0),
        ("scaled_out", 0, 2),
    ]


@pytest.fixture
def orphan(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the tag of a delivery that was not renewed for longer than the timeout."""
    monkeypatch.setattr("celery_scale_to_zero.dependencies.visibility_timeout", lambda: 1)
    publish("heavy")
    message: Any = broker.rpop("heavy")
    broker.hset(UNACKED, "tag", f'[{message}, "", "heavy"]')
    broker.zadd(UNACKED_INDEX, {"tag": time.time() - 3600})
    return "tag"


def test_sweep_requeues_a_delivery_stale_at_two_checks(
    client: Client, broker: Broker, fleet: LocalFleet, orphan: str
) -> None:
    run = f"{json.loads(broker.hget(UNACKED, orphan))[0]['headers']['id']}:0"  # type: ignore[arg-type] # redis-py's two natures
    broker.set(lease_key(run), "a dead worker")
    broker.sadd(tags_key(run), orphan)
    first = post(client).json()["heavy"]
    assert (first["queued"], first["held"]) == (0, 1)

    time.sleep(0.6)
    second = post(client).json()["heavy"]

    assert (second["queued"], second["held"]) == (1, 0)
    assert "requeued" in {each.reason for each in list_decisions(broker)}
    assert not broker.exists(lease_key(run))


def test_sweep_keeps_a_delivery_renewed_after_an_outage(
    client: Client, broker: Broker, fleet: LocalFleet, orphan: str
) -> None:
    post(client)
    broker.zadd(UNACKED_INDEX, {orphan: time.time() + 60})  # however slow this machine is
    time.sleep(0.6)
    counted = post(client).json()["heavy"]
    assert (counted["queued"], counted["held"]) == (0, 1)


def test_sweep_returns_503_when_a_queue_has_no_fleet(
    client: Client, broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    LocalFleet(broker).report(queues=["imports"], workers=[])
    response = post(client)
    assert (response.status_code, response.json()["code"]) == (503, "sweep_incomplete")
    assert "the fleet runs no workers of heavy" in caplog.text


def test_sweep_counts_always_on_workers_by_registration(
    client: Client, broker: Broker, fleet: LocalFleet
) -> None:
    WorkerRegistration(broker=broker, worker="default@one", queues=["default"]).renew()
    assert post(client).json()["default"]["workers"] == 1


@pytest.mark.parametrize("token", ["", " ", "wrong", "é" * 60])
def test_sweep_rejects_a_wrong_token(client: Client, broker: Broker, token: str) -> None:
    publish("heavy")
    response = post(client, token)
    assert response.status_code in (400, 401)
    assert "demand" not in response.text


def test_sweep_token_errors(client: Client) -> None:
    assert post(client, "wrong").status_code == 401
    response = client.post(URL, {}, "application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "celery_metrics_token"


def test_sweep_publishes_nothing_when_the_broker_is_unavailable(
    client: Client, namespace: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = connect("redis://127.0.0.1:1/0")
    monkeypatch.setattr("celery_scale_to_zero.dependencies.broker", lambda: away)
    response = post(client)
    assert response.status_code == 503
    assert response.json()["code"] == "store_unavailable"
    assert boto3.client("cloudwatch").list_metrics(Namespace=namespace)["Metrics"] == []


def test_sweep_starts_workers_when_cloudwatch_is_unavailable(
    client: Client, broker: Broker, fleet: LocalFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("heavy")
    waker.wait()
    broker.delete(DESIRED)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setattr("celery_scale_to_zero.dependencies.metrics", lambda: Metrics("test"))
    response = post(client)
    assert response.status_code == 503
    assert response.json()["code"] == "sweep_incomplete"
    assert fleet.desired("heavy") == 1
