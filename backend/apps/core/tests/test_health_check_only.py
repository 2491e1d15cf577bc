"""HTTP responses of the WebSocket process."""

from typing import Any

import pytest

from apps.core.health import health_check_only


async def request(method: str, path: str) -> tuple[int, bytes]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        raise AssertionError("The body is not read.")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await health_check_only({"method": method, "path": path}, receive, send)
    return sent[0]["status"], sent[1]["body"]


async def test_health_check() -> None:
    assert await request("GET", "/api/health-check/") == (200, b'{"state": "ok"}')


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/graphql/"),
        ("POST", "/api/archives/"),
        ("POST", "/api/health-check/"),
        ("GET", "/api/ready/"),
        ("GET", "/admin/"),
    ],
)
async def test_other_requests_are_404_with_body_unread(method: str, path: str) -> None:
    assert await request(method, path) == (404, b"")
