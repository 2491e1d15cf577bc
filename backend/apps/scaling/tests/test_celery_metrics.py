"""The sweep as the scheduled function asks for it, on a real broker and an emulated CloudWatch."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from celery import current_app
from django.test import Client

from apps.scaling.broker import UNACKED, UNACKED_INDEX, Broker, connect
from apps.scaling.configuration import scaling
from apps.scaling.decisions import DECISIONS, KNOWN, decisions
from apps.scaling.fleets.local import DESIRED, LocalFleet
from apps.scaling.metrics import Metrics
from apps.scaling.runs import lease_key
from apps.scaling.wiring import metrics, waker
from apps.scaling.workers import Presence

URL = "/api/celery-metrics/"


def post(client: Client, token: str | None = None) -> Any:
    body = {"celery_metrics_token": scaling().token if token is None else token}
    return client.post(URL, body, "application/json")


def publish(queue: str, *, times: int = 1) -> None:
    for _ in range(times):
        current_app.send_task("unknown", queue=queue)


@pytest.fixture
def namespace(monkeypatch: pytest.MonkeyPatch) -> str:
    """Of this test's own metrics."""
    name = f"test-{time.time_ns()}"
    monkeypatch.setattr(metrics(), "namespace", name)
    return name


@pytest.fixture
def fleet(broker: Broker) -> LocalFleet:
    """With its runner there, but asleep."""
    fleet = LocalFleet(broker)
    fleet.report(queues=["imports", "heavy"], workers=[])
    return fleet


@pytest.mark.django_db
def test_it_leaves_a_sleeping_database_asleep(
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
        answer = client.get_metric_statistics(
            Namespace=namespace,
            MetricName=metric["MetricName"],
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=5),
            Period=60,
            Statistics=["Maximum"],
        )
        found[metric["MetricName"]] = max(each["Maximum"] for each in answer["Datapoints"])
    return found


def test_each_queue_is_counted_published_and_given_its_workers(
    client: Client, broker: Broker, fleet: LocalFleet, namespace: str
) -> None:
    publish("heavy", times=3)
    publish("imports")

    answer = post(client)

    assert answer.status_code == 200
    heavy = answer.json()["heavy"]
    assert heavy.pop("oldest_seconds") >= 0
    assert heavy == {"demand": 3, "queued": 3, "held": 0, "workers_needed": 2, "workers": 0}
    assert answer.json()["imports"]["workers_needed"] == 1
    assert set(answer.json()) == {"default", "imports", "heavy"}
    seen = published(namespace)
    assert (seen["heavy"], seen["imports"], seen["sweep"]) == (3, 1, 1)
    assert {"heavy oldest", "imports oldest"} <= set(seen)
    assert (fleet.desired("heavy"), fleet.desired("imports")) == (2, 1)


def test_at_rest_only_the_heartbeat_is_published(
    client: Client, broker: Broker, fleet: LocalFleet, namespace: str
) -> None:
    assert post(client).status_code == 200
    assert published(namespace) == {"sweep": 1}


def test_a_missed_wake_is_repaired_with_its_reason(
    client: Client, broker: Broker, fleet: LocalFleet
) -> None:
    publish("heavy")
    waker.wait()
    broker.delete(DESIRED, DECISIONS, KNOWN)  # as if nobody had been woken

    post(client)

    (decision,) = decisions(broker)
    assert (decision.reason, decision.queue) == ("repaired", "heavy")
    assert (decision.demand, decision.before, decision.after) == (1, 0, 1)


def test_what_the_alarms_did_is_noted_once(
    client: Client, broker: Broker, fleet: LocalFleet
) -> None:
    fleet.set_desired(queue="heavy", workers=2)
    post(client)
    fleet.set_desired(queue="heavy", workers=0)
    post(client)
    post(client)
    assert [(each.reason, each.before, each.after) for each in decisions(broker)] == [
        ("scaled_in", 2, 0),
        ("scaled_out", 0, 2),
    ]


@pytest.fixture
def orphan(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> str:
    """The tag of a delivery that nobody has renewed for longer than a worker may be silent."""
    monkeypatch.setattr("apps.scaling.wiring.visibility_timeout", lambda: 1)
    publish("heavy")
    message: Any = broker.rpop("heavy")
    broker.hset(UNACKED, "tag", f'[{message}, "", "heavy"]')
    broker.zadd(UNACKED_INDEX, {"tag": time.time() - 3600})
    return "tag"


def test_a_delivery_that_nobody_renews_at_two_looks_goes_back_to_its_queue(
    client: Client, broker: Broker, fleet: LocalFleet, orphan: str
) -> None:
    run = f"{json.loads(broker.hget(UNACKED, orphan))[0]['headers']['id']}:0"  # type: ignore[arg-type] # redis-py's two natures
    broker.set(lease_key(run), "a dead worker")
    first = post(client).json()["heavy"]
    assert (first["queued"], first["held"]) == (0, 1)

    time.sleep(0.6)
    second = post(client).json()["heavy"]

    assert (second["queued"], second["held"]) == (1, 0)
    assert "requeued" in {each.reason for each in decisions(broker)}
    assert not broker.exists(lease_key(run))


def test_one_that_is_renewed_after_a_broker_was_away_stays_with_its_worker(
    client: Client, broker: Broker, fleet: LocalFleet, orphan: str
) -> None:
    post(client)
    broker.zadd(UNACKED_INDEX, {orphan: time.time() + 60})  # however slow this machine is
    time.sleep(0.6)
    counted = post(client).json()["heavy"]
    assert (counted["queued"], counted["held"]) == (0, 1)


def test_a_queue_whose_workers_nobody_runs_is_503(client: Client, broker: Broker) -> None:
    LocalFleet(broker).report(queues=["imports"], workers=[])
    answer = post(client)
    assert (answer.status_code, answer.json()["code"]) == (503, "sweep_incomplete")


def test_workers_of_a_queue_that_is_always_on_are_counted_by_their_presence(
    client: Client, broker: Broker, fleet: LocalFleet
) -> None:
    Presence(broker=broker, worker="default@one", queues=["default"]).renew()
    assert post(client).json()["default"]["workers"] == 1


@pytest.mark.parametrize("token", ["", " ", "wrong", "é" * 60])
def test_a_wrong_token_is_refused(client: Client, broker: Broker, token: str) -> None:
    publish("heavy")
    answer = post(client, token)
    assert answer.status_code in (400, 401)
    assert "demand" not in answer.text


def test_a_wrong_token_is_401_and_a_missing_one_names_the_field(client: Client) -> None:
    assert post(client, "wrong").status_code == 401
    answer = client.post(URL, {}, "application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "celery_metrics_token"


def test_a_broker_that_is_away_is_503_and_no_zero_is_published(
    client: Client, namespace: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = connect("redis://127.0.0.1:1/0")
    monkeypatch.setattr("apps.scaling.wiring.broker", lambda: away)
    answer = post(client)
    assert answer.status_code == 503
    assert answer.json()["code"] == "store_unavailable"
    assert boto3.client("cloudwatch").list_metrics(Namespace=namespace)["Metrics"] == []


def test_a_cloudwatch_that_is_away_is_503_after_the_workers_were_started(
    client: Client, broker: Broker, fleet: LocalFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("heavy")
    waker.wait()
    broker.delete(DESIRED)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setattr("apps.scaling.wiring.metrics", lambda: Metrics("test"))
    answer = post(client)
    assert answer.status_code == 503
    assert answer.json()["code"] == "sweep_incomplete"
    assert fleet.desired("heavy") == 1
