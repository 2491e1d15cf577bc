import re
from pathlib import Path

import pytest
from django.conf import settings as given
from django.test import Client, RequestFactory
from pytest_django import Settings

from apps.core.client_ip import get_client_ip, get_client_network


def client_ip(forwarded_for: str | None) -> str | None:
    headers = {} if forwarded_for is None else {"X-Forwarded-For": forwarded_for}
    return get_client_ip(RequestFactory().get("/", headers=headers))


def set_proxies(settings: Settings, proxies: int) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}


def test_client_ip_behind_front_end_server() -> None:
    assert given.REST_FRAMEWORK["NUM_PROXIES"] == 1
    assert client_ip("203.0.113.9") == "203.0.113.9"


def test_client_ip_behind_two_proxies(settings: Settings) -> None:
    set_proxies(settings, 2)
    assert client_ip("203.0.113.9, 130.176.0.1") == "203.0.113.9"
    assert client_ip("2001:db8::9, 130.176.0.1") == "2001:db8::9"


def test_client_ip_without_proxy() -> None:
    assert client_ip(None) == "127.0.0.1"


@pytest.mark.parametrize("proxies", [1, 2])
@pytest.mark.parametrize("spoofed", ["6.6.6.6", "6.6.6.6, 7.7.7.7", "unknown", "<script>"])
def test_client_ip_ignores_forged_header(settings: Settings, proxies: int, spoofed: str) -> None:
    set_proxies(settings, proxies)
    appended = ["203.0.113.9", "130.176.0.1"][:proxies]
    assert client_ip(", ".join([spoofed, *appended])) == "203.0.113.9"


def test_client_ip_is_none_when_invalid() -> None:
    assert client_ip("unknown") is None


def test_request_log_has_client_ip(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        client.get("/api/nothing/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})
    assert "203.0.113.9" in caplog.text
    assert "6.6.6.6" not in caplog.text


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nonsense", None),
    ],
)
def test_client_network_of_ipv6_is_prefix(address: str, network: str | None) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": address})
    assert get_client_network(request) == network


def test_rate_limits_use_client_network() -> None:
    # IP addresses are only for logs; limits use `get_client_network`.
    backend = Path(__file__).parents[3]
    modules = {
        str(path.relative_to(backend))
        for path in backend.rglob("*.py")
        if "tests" not in path.parts and re.search(r"\bget_client_ip\b", path.read_text())
    }
    assert modules == {
        "apps/core/client_ip.py",
        "apps/core/middleware/request_logging.py",
        "apps/accounts/client_info.py",
    }
