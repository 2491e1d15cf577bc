"""Every response of every process has the security headers and a strict policy."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpResponseBase
from django.test import AsyncClient, Client
from django.urls import resolve
from pytest_django import Settings

from apps.accounts.tests.operators import enter_admin, make_operator
from config.security_headers import HEADERS, PAGE_POLICY

NONCE = r"'nonce-([A-Za-z0-9+/=]{20,})'"


def policy_of(response: HttpResponseBase) -> dict[str, str]:
    directives = (each.partition(" ") for each in response["Content-Security-Policy"].split("; "))
    return {name: sources for name, _, sources in directives}


def assert_has_security_headers(response: HttpResponseBase) -> None:
    assert {name: response.get(name) for name in HEADERS} == HEADERS
    policy = policy_of(response)
    assert policy["default-src"] == policy["form-action"] == "'self'"
    for directive in ("object-src", "base-uri", "frame-ancestors"):
        assert policy[directive] == "'none'"
    for directive in ("script-src", "style-src"):
        assert re.fullmatch(rf"'self'( {NONCE})?", policy[directive])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/health-check/", 200),
        ("/api/site/", 200),
        ("/api/users/me/", 401),
        ("/api/nothing/", 404),
        ("/nothing", 404),
        ("/admin", 301),
        ("/api/docs/", 200),
        ("/graphql/?query={me{id}}", 200),
        ("/graphql/", 400),
        ("/admin/", 302),
        ("/admin/login/?next=/admin/", 302),
        ("/static/admin/css/base.css", 200),
        ("/static/nothing.css", 404),
        ("/media/private/nothing.csv", 403),
        ("/media/nothing.png", 404),
    ],
)
def test_every_path_has_security_headers(client: Client, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert_has_security_headers(response)


def test_files_have_security_headers(client: Client) -> None:
    for name in ("default", "private"):
        storage = storages[name]
        response = client.get(storage.url(storage.save("a.csv", ContentFile(b"a"))))
        assert response.status_code == 200
        assert_has_security_headers(response)


def test_errors_of_middleware_have_security_headers(client: Client) -> None:
    for response, status in (
        (client.get("/api/site/", headers={"Host": "elsewhere.example"}), 400),
        (client.post("/api/token/", "x" * 1_100_000, content_type="application/json"), 413),
        (Client(enforce_csrf_checks=True).post("/admin/login/"), 403),
    ):
        assert response.status_code == status
        assert_has_security_headers(response)


def test_server_errors_have_security_headers(client: Client) -> None:
    client.raise_request_exception = False
    with patch("apps.core.views.SiteView.get", side_effect=RuntimeError):
        response = client.get("/api/site/")
    assert response.status_code == 500
    assert_has_security_headers(response)


async def test_websocket_process_has_security_headers(async_client: AsyncClient) -> None:
    for path in ("/api/health-check/", "/nothing"):
        assert_has_security_headers(await async_client.get(path))


def test_https_responses_have_hsts(client: Client, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    assert (
        client.get("/api/health-check/", secure=True)["Strict-Transport-Security"] == "max-age=60"
    )
    assert "Strict-Transport-Security" not in client.get("/api/health-check/")


PAGES = ("/api/docs/", "/graphql/", "/admin/", "/admin/accounts/user/add/")


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_inline_elements_have_the_nonce_of_their_response(page: str) -> None:
    client = enter_admin(make_operator())
    graphql: Any = resolve("/graphql/").func
    # As the development settings have it.
    with patch.dict(graphql.view_initkwargs, graphiql=True):
        response = client.get(page, headers={"Accept": "text/html"}, follow=True)
    html = response.content.decode()
    assert response["Content-Type"].startswith("text/html")

    given = re.search(NONCE, response["Content-Security-Policy"])
    for tag, attributes, content in re.findall(r"(?is)<(script|style)\b([^>]*)>(.*?)</\1>", html):
        if content.strip():
            assert given, f"{tag} without a nonce"
            assert f'nonce="{given[1]}"' in attributes
    assert not re.search(r'(?i)<[^>]+\s(style|on\w+)="', html)


def test_nonce_differs_for_each_response(client: Client) -> None:
    responses = [client.get("/api/docs/")["Content-Security-Policy"] for _ in range(2)]
    assert responses[0] != responses[1]


def test_frontend_policy_has_no_exceptions() -> None:
    assert "unsafe" not in PAGE_POLICY
    assert "script-src 'self';" in PAGE_POLICY
    assert "frame-ancestors 'none'" in PAGE_POLICY
