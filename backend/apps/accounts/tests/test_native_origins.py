"""Requests of the desktop and mobile applications, whose pages have an origin of their own."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD

NATIVE_ORIGINS = ["app://localhost", "capacitor://localhost", "https://localhost"]
OTHER_ORIGINS = ["https://localhost.evil.example", "http://localhost", "app://evil", "null"]
PATHS = ["/api/token/refresh/", "/api/archives/", "/graphql/"]


@pytest.fixture
def native_origins(settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = NATIVE_ORIGINS


def preflight(client: Client, path: str, origin: str) -> Any:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
    }
    return client.options(path, headers=asked)


def allowed_origin(response: Any) -> str | None:
    origin: str | None = response.headers.get("Access-Control-Allow-Origin")
    return origin


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", NATIVE_ORIGINS)
def test_preflight_allows_native_origin(
    client: Client, native_origins: None, path: str, origin: str
) -> None:
    response = preflight(client, path, origin)

    assert (response.status_code, allowed_origin(response)) == (200, origin)
    headers = response.headers["Access-Control-Allow-Headers"]
    assert {"authorization", "content-type", "idempotency-key"} <= set(headers.split(", "))
    # Without it browsers neither send cookies nor store any.
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("origin", OTHER_ORIGINS)
def test_preflight_rejects_other_origin(client: Client, native_origins: None, origin: str) -> None:
    assert allowed_origin(preflight(client, "/api/token/", origin)) is None


@pytest.mark.parametrize("origin", NATIVE_ORIGINS)
def test_no_origin_is_allowed_by_default(client: Client, origin: str) -> None:
    assert allowed_origin(preflight(client, "/api/token/", origin)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/mailbox/", "/static/x.js"])
def test_other_paths_have_no_cors_headers(client: Client, native_origins: None, path: str) -> None:
    assert allowed_origin(preflight(client, path, NATIVE_ORIGINS[0])) is None


@pytest.mark.django_db
def test_native_session_rotates_detects_reuse_and_opens_sockets(
    client: Client, native_origins: None, alice: User
) -> None:
    def send(path: str, body: Mapping[str, Any], access: str = "", key: str = "") -> Any:
        headers = {"Origin": "app://localhost", "Sec-Fetch-Site": "cross-site"}
        headers |= {"Authorization": f"Bearer {access}"} if access else {}
        headers |= {"Idempotency-Key": key} if key else {}
        return client.post(path, body, "application/json", headers=headers)

    first = send("/api/token/", {"email": alice.email, "password": PASSWORD})
    tokens = first.json()
    used = {"refresh": tokens["refresh"]}
    second = send("/api/token/refresh/", used, key="a")
    repeated = send("/api/token/refresh/", used, key="a")
    fresh = second.json()

    assert allowed_origin(first) == allowed_origin(second) == "app://localhost"
    assert not client.cookies
    assert fresh["refresh"] not in ("", tokens["refresh"])
    assert repeated.json()["refresh"] == fresh["refresh"]
    assert send("/api/socket-tickets/", {}, access=fresh["access"]).status_code == 201

    reused = send("/api/token/refresh/", used, key="b")
    assert (reused.status_code, reused.json()["code"]) == (401, "session_replayed")
    assert send("/api/token/refresh/", {"refresh": fresh["refresh"]}).status_code == 401


@pytest.mark.django_db
def test_native_origin_cannot_use_the_cookie_of_a_browser(
    client: Client, native_origins: None, alice: User
) -> None:
    signed_in = client.post(
        "/api/session/", {"email": alice.email, "password": PASSWORD}, "application/json"
    )
    assert signed_in.status_code == 200

    headers = {"Origin": "app://localhost", "Sec-Fetch-Site": "cross-site"}
    response = client.post("/api/session/refresh/", headers=headers)

    assert (response.status_code, response.json()["code"]) == (403, "cross_origin")
