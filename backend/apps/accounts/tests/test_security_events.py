from collections.abc import Callable

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.audit_log import record_event
from apps.accounts.client_info import ClientInfo
from apps.accounts.models import SecurityEvent, User
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]
Kind = SecurityEvent.Kind
PATH = "/api/security-events/"
FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HERE = ClientInfo(ip_address="203.0.113.1", device="Firefox on Ubuntu")


def test_events_are_listed_newest_first(client: Client, alice: User, client_of: ClientOf) -> None:
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
    assert signed_in.items() >= {"address": HERE.ip_address, "device": HERE.device}.items()
    assert set(signed_in) == {"id", "kind", "created_at", "address", "device"}


def test_events_are_paginated(alice: User, client_of: ClientOf) -> None:
    for _ in range(3):
        record_event(Kind.SIGNED_IN, user=alice, client_info=HERE)
    hers = client_of(alice)

    first = hers.get(PATH, {"page_size": 2}).json()
    second = hers.get(first["next"]).json()

    assert (len(first["results"]), len(second["results"])) == (2, 1)
    assert first["previous"] is None
    assert second["next"] is None
    ids = [event["id"] for event in (*first["results"], *second["results"])]
    assert ids == sorted(ids, reverse=True)


def test_events_outlive_account(alice: User) -> None:
    event = record_event(Kind.SIGNED_IN, user=alice, client_info=HERE)
    alice.delete()
    event.refresh_from_db()
    assert event.user is None


def test_events_of_others_are_hidden(alice: User, bob: User, client_of: ClientOf) -> None:
    record_event(Kind.SIGNED_IN, user=alice, client_info=HERE)
    record_event(Kind.SIGN_IN_FAILED, user=None, client_info=HERE)
    assert len(client_of(alice).get(PATH).json()["results"]) == 1
    assert client_of(bob).get(PATH).json()["results"] == []
    assert client_of(None).get(PATH).status_code == 401
