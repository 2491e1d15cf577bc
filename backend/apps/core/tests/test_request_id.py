import pytest
from django.test import Client


def test_response_has_request_id(client: Client) -> None:
    first = client.get("/api/health-check/", headers={"X-Request-ID": "chosen by a stranger"})
    second = client.get("/api/health-check/")

    assert len(first["X-Request-ID"]) == 36
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_request_is_logged_without_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        client.get("/api/site/?q=person@example.com")

    assert "/api/site/" in caplog.text
    assert "person@example.com" not in caplog.text


def test_routine_request_is_logged_only_on_failure(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        client.get("/api/health-check/")
        assert "/api/health-check/" not in caplog.text
        client.post("/api/celery-metrics/", {}, "application/json")
    assert "/api/celery-metrics/" in caplog.text
