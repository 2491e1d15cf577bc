"""How the load balancer asks: over plain HTTP, with the task's own address as the Host."""

import pytest
from django.test import AsyncClient, Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings) -> None:
    settings.SITE_URL = "https://example.com"
    settings.ALLOWED_HOSTS = ["example.com"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^api/health-check/$"]


HOSTS = ["10.0.3.17:8000", "[fd00::17]:8000", "no host at all", ""]


@pytest.mark.parametrize("host", HOSTS)
def test_the_health_check_answers_whatever_the_host(client: Client, host: str) -> None:
    answer = client.get("/api/health-check/", headers={"Host": host})
    assert (answer.status_code, answer.json()) == (200, {"state": "ok"})


async def test_in_the_socket_process_too(async_client: AsyncClient) -> None:
    answer = await async_client.get("/api/health-check/", headers={"Host": HOSTS[0]})
    assert answer.status_code == 200


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "path", ["/api/site/", "/api/health-check", "/api/health-check/x", "//api/health-check/"]
)
def test_nothing_else_does(client: Client, path: str, host: str) -> None:
    answer = client.get(path, headers={"Host": host}, secure=True)
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"
