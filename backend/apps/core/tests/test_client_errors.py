import pytest
from django.test import Client
from limits import parse

ERROR = {
    "message": "TypeError: x is undefined",
    "stack": "at save (index.js:1:2)\nat click (index.js:3:4)",
    "path": "/transactions",
    "release": "index-abc.js",
    "failed_request": "0a0b",
}


def report(client: Client, **changed: str) -> int:
    data = {**ERROR, **changed}
    return client.post("/api/client-errors/", data, "application/json").status_code


def test_client_error_is_logged_with_release_and_request(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert report(client) == 204

    [record] = [each for each in caplog.records if each.name == "apps.core.views"]
    assert record.levelname == "WARNING"
    assert vars(record)["msg"].items() >= ERROR.items()


@pytest.mark.parametrize("field", ERROR)
def test_too_long_client_error_is_rejected(client: Client, field: str) -> None:
    assert report(client, **{field: "x" * 4001}) == 400


def test_client_errors_are_limited_per_network(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.core.views.CLIENT_ERRORS_PER_NETWORK", parse("2/minute"))
    assert [report(client) for _ in range(3)] == [204, 204, 429]
