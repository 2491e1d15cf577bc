from unittest.mock import patch

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries


@pytest.mark.django_db
def test_ready_returns_state_and_time_of_each_component(client: Client) -> None:
    response = client.get("/api/ready/")

    assert response.status_code == 200
    assert set(response.json()) == {"database", "redis", "cache", "migrations"}
    for part in response.json().values():
        assert part["state"] == "ok"
        assert part["milliseconds"] > 0


@pytest.mark.django_db
def test_ready_is_503_when_migration_is_pending(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="accounts").latest("id").delete()

    response = client.get("/api/ready/")

    assert response.status_code == 503
    assert response.json()["migrations"]["state"] == "1 to run"


@pytest.mark.django_db
def test_ready_is_503_when_redis_is_unreachable(client: Client, settings: object) -> None:
    with patch("apps.core.health.settings.REDIS_URL", "redis://127.0.0.1:1/0"):
        response = client.get("/api/ready/")

    assert response.status_code == 503
    assert response.json()["redis"]["state"] == "ConnectionError"
    assert response.json()["database"]["state"] == "ok"


@pytest.mark.django_db
def test_health_check_uses_no_store(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unreachable = patch("redis.connection.Connection.connect", side_effect=AssertionError)
    with django_assert_num_queries(0), unreachable:
        assert client.get("/api/health-check/").json() == {"state": "ok"}
