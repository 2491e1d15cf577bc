"""Request every endpoint as each role and compare the outcome with the access matrix.

`test_websockets_and_flower.py` does so for WebSockets and Flower.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from constance.test import override_config
from django.contrib import admin
from django.core.files import File
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings
from rest_framework.schemas.generators import EndpointEnumerator, is_api_view
from rest_framework.test import APIClient

from apps.accounts.models import User
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.dependencies import waker
from celery_scale_to_zero.fleets.local import LocalFleet
from config.asgi import sockets
from config.schema import schema
from tests.access_matrix.endpoint_fixtures import EndpointFixture
from tests.access_matrix.matrix import ROWS, Row, create_fixture, parametrize_rows
from tests.access_matrix.signed_in_clients import make_users, open_admin, signed_in

ClientFor = Callable[[str], APIClient]
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
CLOSED = {"SCALING_OPEN": False, "SCALING_PUBLIC": False}
FIRST_ERROR_STATUS = 400
"""First status that is no success."""


class AllRoutes(EndpointEnumerator):
    """List routes of other kinds than REST too; the admin's are tested by model."""

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        return not path.startswith("/admin/")

    def get_allowed_methods(self, callback: Any) -> list[str]:
        if not is_api_view(callback):
            return ["GET"]
        methods: list[str] = super().get_allowed_methods(callback)
        return methods


def list_endpoints() -> Iterator[str]:
    for path, method, _ in AllRoutes().get_api_endpoints():
        yield f"{method} {path}"
    for kind in ("query", "mutation", "subscription"):
        root = getattr(schema.graphql_schema, f"{kind}_type")
        yield from (f"{kind} {field}" for field in (root.fields if root else ()))
    for route in sockets:
        yield f"socket /{route.pattern}"
    for model in admin.site._registry:
        yield f"admin {model._meta.label_lower}"


@pytest.fixture(autouse=True)
def _fleet(db: None) -> Iterator[None]:
    LocalFleet(broker()).report(queues=[queue.name for queue in scaling().queues], workers=[])
    yield
    waker.wait()


@pytest.fixture(autouse=True)
def _github(settings: Settings) -> None:
    settings.SOCIAL_AUTH_GITHUB_KEY = settings.SOCIAL_AUTH_GITHUB_SECRET = "ours"


@pytest.fixture(scope="module")
def shared_users(shared_rows: None) -> dict[str, User | None]:
    return make_users()


@pytest.fixture(scope="module")
def signed_in_clients(shared_users: dict[str, User | None]) -> dict[str, APIClient]:
    """Clients of all but the owner, who signs in for each row since its factory may change how."""
    return {role: signed_in(user) for role, user in shared_users.items() if role != "owner"}


@pytest.fixture
def users(shared_users: dict[str, User | None]) -> dict[str, User | None]:
    """Return copies: a user keeps what a test has looked up, although its row is gone after it."""
    return deepcopy(shared_users)


@pytest.fixture
def client_for(users: dict[str, User | None], signed_in_clients: dict[str, APIClient]) -> ClientFor:
    def get(role: str) -> APIClient:
        if role == "owner":
            return signed_in(users[role])
        return deepcopy(signed_in_clients[role])

    return get


def send(client: APIClient, row: Row, fixture: EndpointFixture) -> Any:
    path = row.path.format(**fixture.parameters)
    if row.kind == "GET":
        return client.get(path, fixture.payload)
    has_file = any(isinstance(value, File) for value in fixture.payload.values())
    method = getattr(client, row.kind.lower())
    return method(path, fixture.payload or None, format="multipart" if has_file else "json")


def pages_of(model: str) -> Iterator[str]:
    """Return the paths of a model's pages in the admin, those of a row with an id of 1."""
    for registered, pages in admin.site._registry.items():
        if registered._meta.label_lower == model:
            for page in pages.get_urls():
                yield re.sub("{.*?}", "1", AllRoutes().get_path_from_regex(str(page.pattern))[1:])


def content(response: HttpResponseBase) -> str:
    return (response.getvalue() if response.streaming else response.content).decode()  # type: ignore[attr-defined]


def test_access_matrix_lists_every_endpoint() -> None:
    endpoints = set(list_endpoints())
    listed = {row.name for row in ROWS if row.kind != "flower"}
    assert sorted(endpoints - listed) == [], "without a row"
    assert sorted(listed - endpoints) == [], "without an endpoint"


@parametrize_rows(*METHODS)
def test_rest_endpoint_matches_access_matrix(
    row: Row, role: str, users: dict[str, User | None], client_for: ClientFor
) -> None:
    fixture = create_fixture(row, users)
    client, before = client_for(role), fixture.state()
    with override_config(**{**CLOSED, **row.live_settings}):
        response = send(client, row, fixture)

    assert response.status_code == row.outcome(role), content(response)
    if fixture.private_text and row.outcome(role) == 200:
        assert (fixture.private_text in content(response)) == (role == "owner")
    if response.status_code >= FIRST_ERROR_STATUS or role == "outsider":
        assert fixture.state() == before


@parametrize_rows("query", "mutation", "subscription")
def test_graphql_field_matches_access_matrix(
    row: Row, role: str, users: dict[str, User | None], client_for: ClientFor
) -> None:
    fixture = create_fixture(row, users)
    client, before = client_for(role), fixture.state()
    body = {"query": fixture.query, "variables": fixture.payload}

    response = client.post("/graphql/", body, format="json").json()

    if "errors" in response:
        outcome = response["errors"][0]["extensions"]["code"]
        assert fixture.state() == before
    else:
        outcome = "null" if response["data"][row.path] is None else "data"
    assert outcome == row.outcome(role), response
    if fixture.private_text:
        assert (fixture.private_text in str(response)) == (role == "owner")


@parametrize_rows("admin")
def test_admin_pages_of_model_match_access_matrix(
    row: Row, role: str, client_for: ClientFor
) -> None:
    client = open_admin(client_for(role))
    path = f"/admin/{row.path.replace('.', '/')}/"
    assert client.get(path).status_code == row.outcome(role)

    if role != "staff":
        for page in pages_of(row.path):
            assert client.get(f"{path}{page}").status_code == 302
            assert client.post(f"{path}{page}").status_code == 302


def test_other_admin_pages_redirect_anonymous(client: Client) -> None:
    for page in ("", "password_change/", "autocomplete/", "r/1/1/", "jsi18n/", "accounts/", "no/"):
        assert client.get(f"/admin/{page}").status_code == 302
