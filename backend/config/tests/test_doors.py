"""Every door is tried by everybody, with what `doors.py` expects."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from constance.test import override_config
from django.contrib import admin
from django.core.files import File
from django.http import HttpResponseBase
from django.test import Client
from flower.urls import handlers as flower_handlers
from pytest_django.fixtures import Settings
from rest_framework.schemas.generators import EndpointEnumerator, is_api_view
from rest_framework.test import APIClient
from tornado.httpclient import AsyncHTTPClient
from tornado.routing import URLSpec

from apps.accounts.models import User
from apps.accounts.tests.operators import make_operator
from apps.core.graphql.sockets import PROTOCOL
from apps.core.live import send_live
from apps.scaling.broker import broker
from apps.scaling.fleets.local import LocalFleet
from apps.scaling.wiring import waker
from config.asgi import application, sockets
from config.schema import schema
from config.tests.doors import DOORS, PERSONS, Door
from config.tests.own_things import make_authenticator
from config.tests.people import signed_in
from config.tests.things import Thing

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
CLOSED = {"SCALING_OPEN": False}
REFUSED = 400
"""The first status that is no success; a redirection to the sign-in is a refusal as well."""


class AllRoutes(EndpointEnumerator):
    """Those that are no REST as well; the admin's are its models'."""

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        return not path.startswith("/admin/")

    def get_allowed_methods(self, callback: Any) -> list[str]:
        if not is_api_view(callback):
            return ["GET"]
        methods: list[str] = super().get_allowed_methods(callback)
        return methods


def doors_there_are() -> Iterator[str]:
    for path, method, _ in AllRoutes().get_api_endpoints():
        yield f"{method} {path}"
    for kind in ("query", "mutation", "subscription"):
        root = getattr(schema.graphql_schema, f"{kind}_type")
        yield from (f"{kind} {field}" for field in (root.fields if root else ()))
    for route in sockets:
        yield f"socket /{route.pattern}"
    for model in admin.site._registry:
        yield f"admin {model._meta.label_lower}"


def rows(*kinds: str) -> pytest.MarkDecorator:
    """A test for each row of these kinds and each person."""
    tries = [
        pytest.param(door, person, id=f"{door.name} as {person}{' where open' * bool(door.live)}")
        for door in DOORS
        if door.kind in kinds
        for person in PERSONS
    ]
    return pytest.mark.parametrize(("door", "person"), tries)


@pytest.fixture(autouse=True)
def _fleet(db: None) -> Iterator[None]:
    LocalFleet(broker()).report(queues=["imports", "heavy"], workers=[])
    yield
    waker.wait()


@pytest.fixture(autouse=True)
def _github(settings: Settings) -> None:
    settings.SOCIAL_AUTH_GITHUB_KEY = settings.SOCIAL_AUTH_GITHUB_SECRET = "ours"


@pytest.fixture
def people(alice: User, bob: User) -> dict[str, User | None]:
    staff = make_operator()
    make_authenticator(staff)
    return {"anonymous": None, "owner": alice, "outsider": bob, "staff": staff}


def admin_client(user: User | None) -> APIClient:
    """With the cookie that opens the admin, where the user is given one."""
    client = signed_in(user)
    client.post("/api/admin-session/")
    return client


def send(client: APIClient, door: Door, thing: Thing) -> Any:
    path = door.path.format(**thing.parameters)
    if door.kind == "GET":
        return client.get(path, thing.sends)
    has_file = any(isinstance(value, File) for value in thing.sends.values())
    method = getattr(client, door.kind.lower())
    return method(path, thing.sends or None, format="multipart" if has_file else "json")


def behind(door: Door, people: dict[str, User | None]) -> Thing:
    owner = people["owner"]
    assert owner is not None
    return door.of(owner)


def pages_of(model: str) -> Iterator[str]:
    """The paths of a model's pages in the admin, those of a row with an id of 1."""
    for registered, pages in admin.site._registry.items():
        if registered._meta.label_lower == model:
            for page in pages.get_urls():
                yield re.sub("{.*?}", "1", AllRoutes().get_path_from_regex(str(page.pattern))[1:])


def content(answer: HttpResponseBase) -> str:
    return (answer.getvalue() if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]


def test_every_door_has_a_row_and_every_row_a_door() -> None:
    there = set(doors_there_are())
    in_the_table = {door.name for door in DOORS if door.kind != "flower"}
    assert sorted(there - in_the_table) == [], "without a row"
    assert sorted(in_the_table - there) == [], "without a door"


@rows(*METHODS)
def test_a_request_is_answered_as_the_table_says(
    door: Door, person: str, people: dict[str, User | None]
) -> None:
    thing = behind(door, people)
    client, before = signed_in(people[person]), thing.state()
    with override_config(**{**CLOSED, **door.live}):
        answer = send(client, door, thing)

    assert answer.status_code == door.outcome(person), content(answer)
    if thing.mark and door.outcome(person) == 200:
        assert (thing.mark in content(answer)) == (person == "owner")
    if answer.status_code >= REFUSED or person == "outsider":
        assert thing.state() == before


@rows("query", "mutation", "subscription")
def test_a_field_is_answered_as_the_table_says(
    door: Door, person: str, people: dict[str, User | None]
) -> None:
    thing = behind(door, people)
    client, before = signed_in(people[person]), thing.state()
    body = {"query": thing.query, "variables": thing.sends}

    answer = client.post("/graphql/", body, format="json").json()

    if "errors" in answer:
        outcome = answer["errors"][0]["extensions"]["code"]
        assert thing.state() == before
    else:
        outcome = "null" if answer["data"][door.path] is None else "data"
    assert outcome == door.outcome(person), answer
    if thing.mark:
        assert (thing.mark in str(answer)) == (person == "owner")


@pytest.mark.django_db(transaction=True)
@rows("socket")
def test_a_socket_opens_as_the_table_says(
    door: Door, person: str, people: dict[str, User | None]
) -> None:
    user, thing = people[person], behind(door, people)
    ticket = signed_in(user).post("/api/socket-tickets/").json().get("ticket", "")

    async def knock() -> int | str:
        query = f"ticket={ticket}".encode()
        scope = {
            "type": "websocket",
            "path": door.path,
            "query_string": query,
            "subprotocols": [PROTOCOL],
        }
        page: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]
        await page.send_input({"type": "websocket.connect"})
        await page.receive_output()
        if thing.sends:
            await page.send_input({"type": "websocket.receive", "text": json.dumps(thing.sends)})
        elif user:
            await sync_to_async(send_live)(user_id=user.pk, event={"type": "greeting"})
        next_one = await page.receive_output()
        await page.send_input({"type": "websocket.disconnect", "code": 1000})
        await page.wait()
        return "open" if next_one["type"] == "websocket.send" else int(next_one["code"])

    assert async_to_sync(knock)() == door.outcome(person)


@rows("admin")
def test_the_admin_shows_a_model_as_the_table_says(
    door: Door, person: str, people: dict[str, User | None]
) -> None:
    client = admin_client(people[person])
    path = f"/admin/{door.path.replace('.', '/')}/"
    assert client.get(path).status_code == door.outcome(person)

    if person != "staff":
        for page in pages_of(door.path):
            assert client.get(f"{path}{page}").status_code == 302
            assert client.post(f"{path}{page}").status_code == 302


def test_nothing_else_of_the_admin_is_shown_to_a_stranger(client: Client) -> None:
    for page in ("", "password_change/", "autocomplete/", "r/1/1/", "jsi18n/", "accounts/", "no/"):
        assert client.get(f"/admin/{page}").status_code == 302


@rows("flower")
@pytest.mark.django_db(transaction=True)
async def test_flower_shows_a_page_as_the_table_says(
    door: Door, person: str, people: dict[str, User | None], flower_address: str
) -> None:
    client = await sync_to_async(admin_client)(people[person])
    assert await flower_status(flower_address, door.path, client) == door.outcome(person)


@pytest.mark.django_db(transaction=True)
async def test_nothing_else_of_flower_is_shown_to_a_stranger(flower_address: str) -> None:
    for handler in flower_handlers:
        pattern = handler.regex.pattern.rstrip("$") if isinstance(handler, URLSpec) else handler[0]
        path = "/flower" + re.sub(r"\(.+\)|\.\*|/\?", "/x", pattern)
        if path != "/flower/healthcheck":
            assert await flower_status(flower_address, path, Client()) == 302


async def flower_status(address: str, path: str, client: Client) -> int:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    answer = await AsyncHTTPClient().fetch(
        f"{address}{path.removeprefix('/flower')}",
        headers={"Cookie": cookies},
        follow_redirects=False,
        raise_error=False,
    )
    return int(answer.code)
