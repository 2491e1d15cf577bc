from unittest.mock import patch

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries


@pytest.mark.django_db
def test_ready_names_each_part_with_state_and_time(client: Client) -> None:
    answer = client.get("/api/ready/")

    assert answer.status_code == 200
    assert set(answer.json()) == {"database", "redis", "migrations"}
    for part in answer.json().values():
        assert part["state"] == "ok"
        assert part["milliseconds"] > 0


@pytest.mark.django_db
def test_a_pending_migration_is_not_ready(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="statements").latest("id").delete()

    answer = client.get("/api/ready/")

    assert answer.status_code == 503
    assert answer.json()["migrations"]["state"] == "1 to run"


@pytest.mark.django_db
def test_an_unreachable_redis_is_not_ready(client: Client, settings: object) -> None:
    with patch("apps.core.health.settings.REDIS_URL", "redis://127.0.0.1:1/0"):
        answer = client.get("/api/ready/")

    assert answer.status_code == 503
    assert answer.json()["redis"]["state"] == "ConnectionError"
    assert answer.json()["database"]["state"] == "ok"


@pytest.mark.django_db
def test_the_health_check_touches_no_store(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unreachable = patch("redis.connection.Connection.connect", side_effect=AssertionError)
    with django_assert_num_queries(0), unreachable:
        assert client.get("/api/health-check/").json() == {"state": "ok"}
