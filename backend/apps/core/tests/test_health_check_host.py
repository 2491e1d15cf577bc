"""Health checks of the load balancer: plain HTTP, with the task's IP address as the Host."""

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
def test_health_check_accepts_any_host(client: Client, host: str) -> None:
    response = client.get("/api/health-check/", headers={"Host": host})
    assert (response.status_code, response.json()) == (200, {"state": "ok"})


async def test_health_check_accepts_any_host_under_asgi(async_client: AsyncClient) -> None:
    response = await async_client.get("/api/health-check/", headers={"Host": HOSTS[0]})
    assert response.status_code == 200


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "path", ["/api/site/", "/api/health-check", "/api/health-check/x", "//api/health-check/"]
)
def test_other_paths_reject_unknown_hosts(client: Client, path: str, host: str) -> None:
    response = client.get(path, headers={"Host": host}, secure=True)
    assert response.status_code == 400
    assert response.json()["code"] == "malformed"
