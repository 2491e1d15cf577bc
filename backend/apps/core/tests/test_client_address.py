import pytest
from django.conf import settings as given
from django.test import Client, RequestFactory
from pytest_django import Settings

from apps.core.requests import client_address


def asked(forwarded_for: str | None) -> str | None:
    headers = {} if forwarded_for is None else {"X-Forwarded-For": forwarded_for}
    return client_address(RequestFactory().get("/", headers=headers))


def behind(settings: Settings, proxies: int) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}


def test_the_front_ends_server_says_whom_it_speaks_for() -> None:
    assert given.REST_FRAMEWORK["NUM_PROXIES"] == 1
    assert asked("203.0.113.9") == "203.0.113.9"


def test_behind_two_proxies_it_is_what_the_first_of_them_saw(settings: Settings) -> None:
    behind(settings, 2)
    assert asked("203.0.113.9, 130.176.0.1") == "203.0.113.9"
    assert asked("2001:db8::9, 130.176.0.1") == "2001:db8::9"


def test_without_a_proxy_it_is_who_connected() -> None:
    assert asked(None) == "127.0.0.1"


@pytest.mark.parametrize("proxies", [1, 2])
@pytest.mark.parametrize("spoofed", ["6.6.6.6", "6.6.6.6, 7.7.7.7", "unknown", "<script>"])
def test_what_the_client_wrote_itself_is_not_believed(
    settings: Settings, proxies: int, spoofed: str
) -> None:
    behind(settings, proxies)
    appended = ["203.0.113.9", "130.176.0.1"][:proxies]
    assert asked(", ".join([spoofed, *appended])) == "203.0.113.9"


def test_what_is_no_address_is_none() -> None:
    assert asked("unknown") is None


def test_the_log_names_the_same(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        client.get("/api/nothing/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})
    assert "203.0.113.9" in caplog.text
    assert "6.6.6.6" not in caplog.text
