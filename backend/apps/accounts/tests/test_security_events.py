from collections.abc import Callable

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.events import record
from apps.accounts.models import SecurityEvent, User
from apps.accounts.tests.factories import PASSWORD
from apps.accounts.visitors import Visitor

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]
Kind = SecurityEvent.Kind
PATH = "/api/security-events/"
FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HERE = Visitor(address="203.0.113.1", device="Firefox on Ubuntu")


def test_what_happened_newest_first(client: Client, alice: User, client_of: ClientOf) -> None:
    headers = {"User-Agent": FIREFOX, "X-Forwarded-For": "203.0.113.1"}
    for password in ("wrong", PASSWORD):
        body = {"email": "alice@example.com", "password": password}
        client.post("/api/session/", body, "application/json", headers=headers)
    client.delete("/api/session/")

    out, signed_in, failed = client_of(alice).get(PATH).json()["results"]

    assert [event["kind"] for event in (out, signed_in, failed)] == [
        "signed_out",
        "signed_in",
        "sign_in_failed",
    ]
    assert signed_in.items() >= {"address": HERE.address, "device": HERE.device}.items()
    assert set(signed_in) == {"id", "kind", "created_at", "address", "device"}


def test_it_comes_in_pages(alice: User, client_of: ClientOf) -> None:
    for _ in range(3):
        record(Kind.SIGNED_IN, user=alice, visitor=HERE)
    hers = client_of(alice)

    first = hers.get(PATH, {"page_size": 2}).json()
    second = hers.get(first["next"]).json()

    assert (len(first["results"]), len(second["results"])) == (2, 1)
    assert first["previous"] is None
    assert second["next"] is None
    ids = [event["id"] for event in (*first["results"], *second["results"])]
    assert ids == sorted(ids, reverse=True)


def test_it_outlives_the_account(alice: User) -> None:
    event = record(Kind.SIGNED_IN, user=alice, visitor=HERE)
    alice.delete()
    event.refresh_from_db()
    assert event.user is None


def test_everybody_sees_the_own_alone(alice: User, bob: User, client_of: ClientOf) -> None:
    record(Kind.SIGNED_IN, user=alice, visitor=HERE)
    record(Kind.SIGN_IN_FAILED, user=None, visitor=HERE)
    assert len(client_of(alice).get(PATH).json()["results"]) == 1
    assert client_of(bob).get(PATH).json()["results"] == []
    assert client_of(None).get(PATH).status_code == 401
