"""Errors of providers, users and attackers are reported and change nothing."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from apps.accounts.models import PendingSignUp, SecurityEvent, User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.social_client import (
    BACKENDS,
    CAROL,
    TITLES,
    Person,
    begin,
    decide,
    finish,
    go,
)
from local.oauth_stub.provider_accounts import DOWN, GARBLED, SLOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]


def assert_rejected(response: Any, status: int, code: str) -> str:
    """Return the detail of a problem of a caller who was not signed in."""
    assert (response.status_code, response.json().get("code")) == (status, code), response.content
    assert "refresh" not in response.cookies
    return str(response.json()["detail"])


@pytest.mark.parametrize("backend", BACKENDS)
def test_user_cancels_at_provider(client: Client, backend: str) -> None:
    url = begin(client, backend).json()["url"]
    response = finish(client, backend, decide(url, CAROL, decision="deny"))

    detail = f"You cancelled at {TITLES[backend]}. Nothing has changed."
    assert assert_rejected(response, 400, "social_denied") == detail
    assert not User.objects.exists()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("changed", ["another", "x" * 128])
def test_unknown_state_is_rejected(client: Client, backend: str, changed: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)

    assert_rejected(finish(client, backend, back | {"state": changed}), 400, "social_state")
    assert finish(client, backend, back).status_code in (200, 202)


@pytest.mark.parametrize("backend", BACKENDS)
def test_state_of_other_browser_is_rejected(client: Client, backend: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    begin(stranger := Client(), backend)

    assert_rejected(finish(stranger, backend, back), 400, "social_state")
    assert_rejected(finish(Client(), backend, back), 400, "social_state")


@pytest.mark.parametrize("backend", BACKENDS)
def test_state_works_once(client: Client, backend: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    fresh = decide(begin(client, backend).json()["url"], CAROL)
    finish(client, backend, back)

    detail = assert_rejected(finish(client, backend, back), 400, "social_state")
    assert (
        f"This sign-in with {TITLES[backend]} has expired or was started in another browser"
        in detail
    )
    assert_rejected(finish(client, backend, back | {"code": fresh["code"]}), 400, "social_state")


def test_copied_session_cannot_reuse_state(client: Client) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)
    decide(begin(client, "google").json()["url"], CAROL)
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    stored = client.session
    kept = dict(stored.items())
    finish(client, "google", back)
    stored.update(kept)
    stored.save()

    assert_rejected(finish(copy, "google", back), 400, "social_state")


def test_state_is_bound_to_provider(client: Client) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)
    assert_rejected(finish(client, "github", back), 400, "social_state")


def test_unrequested_denial_is_rejected(client: Client) -> None:
    response = finish(client, "google", {"error": "access_denied", "state": "invented"})
    assert_rejected(response, 400, "social_state")


@pytest.mark.parametrize("backend", BACKENDS)
def test_code_works_once(client: Client, backend: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    finish(client, backend, back)
    again = decide(begin(client, backend).json()["url"], CAROL)

    response = finish(client, backend, again | {"code": back["code"]})
    assert_rejected(response, 400, "social_code")


@pytest.mark.parametrize("backend", BACKENDS)
def test_code_of_other_flow_is_rejected(client: Client, backend: str) -> None:
    """Injected: the victim's own state with a stolen code. The code verifier detects it."""
    stolen = decide(begin(Client(), backend).json()["url"], CAROL)
    own = decide(begin(client, backend).json()["url"], CAROL)

    response = finish(client, backend, own | {"code": stolen["code"]})
    assert_rejected(response, 400, "social_code")


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", [DOWN, GARBLED])
def test_failing_provider_is_named(client: Client, backend: str, name: str) -> None:
    response = go(client, backend, Person(name=name, email="down@example.com"))
    detail = assert_rejected(response, 502, "social_unreachable")
    assert f"{TITLES[backend]} is not responding properly." in detail


def test_slow_provider_times_out(client: Client, settings: Settings) -> None:
    settings.SOCIAL_AUTH_REQUESTS_TIMEOUT = 0.3
    response = go(client, "google", Person(name=SLOW))
    assert_rejected(response, 502, "social_unreachable")


@pytest.mark.parametrize("backend", BACKENDS)
def test_unreachable_provider_is_named(client: Client, settings: Settings, backend: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    settings.SOCIAL_PROVIDER_URL = "http://127.0.0.1:1"
    assert_rejected(finish(client, backend, back), 502, "social_unreachable")


@pytest.mark.parametrize("backend", BACKENDS)
def test_wrong_client_keys_are_server_errors(
    client: Client, settings: Settings, backend: str
) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    setattr(settings, f"SOCIAL_AUTH_{backend.upper()}_SECRET", "an old one")
    assert_rejected(finish(client, backend, back), 502, "social_unreachable")


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("email", ["", "no address", "a" * 250 + "@example.com"])
def test_missing_email_creates_no_account(client: Client, backend: str, email: str) -> None:
    response = go(client, backend, Person(name="Carol", email=email))

    detail = assert_rejected(response, 400, "social_email_missing")
    assert f"{TITLES[backend]} did not share your email. Add one there" in detail
    assert not User.objects.exists()
    assert not PendingSignUp.objects.exists()


@pytest.mark.parametrize("backend", BACKENDS)
def test_unverified_email_creates_no_account(client: Client, alice: User, backend: str) -> None:
    person = Person(name="Mallory", email="alice@example.com", is_verified=False)

    detail = assert_rejected(go(client, backend, person), 409, "social_email_unverified_exists")

    assert f"{TITLES[backend]} has not verified that it is yours." in detail
    assert f"Sign in to that account and link {TITLES[backend]} there." in detail
    assert not SecurityEvent.objects.exists()
    assert not PendingSignUp.objects.exists()


def test_same_email_does_not_take_over_link(client: Client, alice: User) -> None:
    """A domain has a new owner, who owns its old email addresses, verified."""
    go(client, "google", Person(name="Alice", email="alice@example.com"))

    response = go(client, "google", Person(name="Mallory", email="alice@example.com"))

    assert_rejected(response, 409, "social_already_linked")


@pytest.mark.parametrize("is_linked", [True, False])
def test_deactivated_account_cannot_sign_in(client: Client, is_linked: bool) -> None:
    dave = make_user(handle="dave", is_active=False)
    if is_linked:
        dave.is_active = True
        dave.save()
        go(client, "google", Person(name="Dave", email="dave@example.com"))
        dave.is_active = False
        dave.save()
    response = go(client, "google", Person(name="Dave", email="dave@example.com"))
    assert_rejected(response, 403, "user_inactive")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"state": "s"}, "code"),
        ({"code": "c"}, "state"),
        ({"state": ["s"], "code": "c"}, "state"),
        ({"state": "s", "code": "c" * 5000}, "code"),
        ({"state": "s" * 129, "code": "c"}, "state"),
        ({"state": "s\0", "code": "c"}, "state"),
        ([], ""),
    ],
)
def test_malformed_callback_is_rejected(client: Client, body: Any, field: str) -> None:
    response = client.post("/api/social/google/", body, "application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("backend", ["myspace", "google-oauth2"])
def test_unknown_provider_is_not_found(client: Client, backend: str) -> None:
    assert_rejected(begin(client, backend), 404, "social_unknown")
    assert_rejected(finish(client, backend, {"state": "s", "code": "c"}), 404, "social_unknown")


def test_provider_without_keys_is_not_found(client: Client, settings: Settings) -> None:
    assert client.get("/api/social/").json() == [
        {"backend": "google", "name": "Google"},
        {"backend": "facebook", "name": "Facebook"},
        {"backend": "github", "name": "GitHub"},
    ]
    settings.SOCIAL_AUTH_GOOGLE_SECRET = ""
    settings.SOCIAL_AUTH_FACEBOOK_KEY = ""

    assert client.get("/api/social/").json() == [{"backend": "github", "name": "GitHub"}]
    assert_rejected(begin(client, "google"), 404, "social_unknown")


def test_mails_per_email_are_limited(client: Client) -> None:
    for number in range(6):
        response = go(client, "facebook", Person(name=f"Mallory {number}", email=CAROL.email))

    assert response.status_code == 429
    assert PendingSignUp.objects.count() == 5


def test_attempts_are_limited(client: Client) -> None:
    for _ in range(60):
        last = begin(client, "google")
    assert last.status_code == 200
    too_often = begin(client, "google")
    assert too_often.status_code == 429
    assert int(too_often["Retry-After"]) > 0
