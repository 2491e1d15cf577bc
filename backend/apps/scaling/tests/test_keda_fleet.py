"""The demand that KEDA polls, and the sweep of a cluster where only KEDA starts workers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.starts import LEAVE_RETENTION_SECONDS, Starts, leaving_key
from celery_scale_to_zero.broker.workers import WorkerRegistration
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.control.decision_log import list_decisions
from celery_scale_to_zero.control.history import list_samples
from celery_scale_to_zero.dependencies import metrics, waker
from celery_scale_to_zero.fleets import fleet

URL = "/api/celery-metrics/"


@pytest.fixture(autouse=True)
def on_kubernetes(broker: Broker, settings: Any) -> Iterator[None]:
    """Configure what `config.settings.kubernetes` does."""
    settings.SCALING = replace(
        settings.SCALING,
        namespace="",
        fleet="celery_scale_to_zero.fleets.keda.KedaFleet",
        fleet_options={},
    )
    for cached in (fleet, metrics):
        cached.cache_clear()
    yield
    for cached in (fleet, metrics):
        cached.cache_clear()


def poll(client: Client, token: str) -> Any:
    return client.get(URL, headers={"Authorization": f"Bearer {token}"})


def test_poll_returns_the_demand_and_changes_nothing(client: Client, broker: Broker) -> None:
    current_app.send_task("unknown", queue="imports")
    waker.wait()
    before = set(broker.scan_iter())

    response = poll(client, scaling().token)

    assert response.status_code == 200
    assert {name: each["demand"] for name, each in response.json().items()} == {
        "default": 0,
        "imports": 1,
        "heavy": 0,
    }
    assert set(broker.scan_iter()) == before


@pytest.mark.parametrize("token", ["", "wrong", "é" * 60])
def test_poll_rejects_a_wrong_token(client: Client, token: str) -> None:
    response = poll(client, token)

    assert response.status_code == 401
    assert response.json()["code"] == "wrong_token"


def test_poll_counts_registered_workers(client: Client, broker: Broker) -> None:
    WorkerRegistration(broker=broker, worker="imports@one", queues=["imports"]).renew()

    assert poll(client, scaling().token).json()["imports"]["workers"] == 1


def test_sweep_leaves_starts_to_keda(broker: Broker) -> None:
    current_app.send_task("unknown", queue="imports")

    call_command("sweep")

    assert list_decisions(broker) == []
    ((_, sample),) = list_samples(broker=broker, queue="imports", since=0)
    assert (sample.demand, sample.wanted, sample.starting) == (1, 1, 0)


def test_sweep_command_fails_as_the_sweep(settings: Any) -> None:
    # A namespace requires CloudWatch.
    settings.SCALING = replace(settings.SCALING, namespace="test")
    metrics.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        with pytest.raises(CommandError, match="Could not connect"):
            call_command("sweep")


def test_leaves_of_started_workers_are_forgotten(broker: Broker) -> None:
    starts = Starts(broker=broker, queue="imports")
    starts.leave("pod-1")
    broker.zincrby(leaving_key("imports"), -2 * LEAVE_RETENTION_SECONDS, "pod-1")

    starts.leave("pod-2")

    assert broker.zrange(leaving_key("imports"), 0, -1) == ["pod-2"]
