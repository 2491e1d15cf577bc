"""What a provider, a person or a stranger does wrong is named, and changes nothing."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from apps.accounts.models import PendingSignUp, SecurityEvent, User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.social import BACKENDS, CAROL, Person, begin, decide, finish, go
from local.identity_provider.people import DOWN, GARBLED, SLOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]


def refused(answer: Any, status: int, code: str) -> str:
    """The detail of a problem; nobody was let in."""
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.content
    assert "refresh" not in answer.cookies
    return str(answer.json()["detail"])


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_person_may_say_no(client: Client, backend: str) -> None:
    url = begin(client, backend).json()["url"]
    answer = finish(client, backend, decide(url, CAROL, decision="deny"))

    assert "Nothing has changed" in refused(answer, 400, "social_denied")
    assert not User.objects.exists()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("changed", ["another", "x" * 128])
def test_a_state_that_was_never_given_is_refused(
    client: Client, backend: str, changed: str
) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)

    refused(finish(client, backend, back | {"state": changed}), 400, "social_state")
    assert finish(client, backend, back).status_code in (200, 202)


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_state_of_another_browser_is_refused(client: Client, backend: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    begin(stranger := Client(), backend)

    refused(finish(stranger, backend, back), 400, "social_state")
    refused(finish(Client(), backend, back), 400, "social_state")


def test_a_state_counts_once(client: Client) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)
    fresh = decide(begin(client, "google").json()["url"], CAROL)
    finish(client, "google", back)

    refused(finish(client, "google", back), 400, "social_state")
    refused(finish(client, "google", back | {"code": fresh["code"]}), 400, "social_state")


def test_a_copied_session_does_not_let_a_state_count_twice(client: Client) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)
    decide(begin(client, "google").json()["url"], CAROL)
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    stored = client.session
    kept = dict(stored.items())
    finish(client, "google", back)
    stored.update(kept)
    stored.save()

    refused(finish(copy, "google", back), 400, "social_state")


def test_a_state_of_one_provider_is_worth_nothing_at_another(client: Client) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)
    refused(finish(client, "github", back), 400, "social_state")


def test_a_denial_that_nobody_asked_for_is_none(client: Client) -> None:
    answer = finish(client, "google", {"error": "access_denied", "state": "invented"})
    refused(answer, 400, "social_state")


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_code_counts_once(client: Client, backend: str) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    finish(client, backend, back)
    again = decide(begin(client, backend).json()["url"], CAROL)

    answer = finish(client, backend, again | {"code": back["code"]})
    refused(answer, 400, "social_code")


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_code_of_somebody_elses_round_trip_is_refused(client: Client, backend: str) -> None:
    """Injected: the state is the victim's own, the code a stolen one. The verifier tells."""
    stolen = decide(begin(Client(), backend).json()["url"], CAROL)
    own = decide(begin(client, backend).json()["url"], CAROL)

    answer = finish(client, backend, own | {"code": stolen["code"]})
    refused(answer, 400, "social_code")


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", [DOWN, GARBLED])
def test_a_provider_out_of_order_is_named(client: Client, backend: str, name: str) -> None:
    answer = go(client, backend, Person(name=name, email="down@example.com"))
    assert "does not answer" in refused(answer, 502, "social_unreachable")


def test_a_slow_provider_is_not_waited_for(client: Client, settings: Settings) -> None:
    settings.SOCIAL_AUTH_REQUESTS_TIMEOUT = 0.3
    answer = go(client, "google", Person(name=SLOW))
    refused(answer, 502, "social_unreachable")


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_provider_that_is_not_there_is_named(
    client: Client, settings: Settings, backend: str
) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    settings.SOCIAL_PROVIDER_URL = "http://127.0.0.1:1"
    refused(finish(client, backend, back), 502, "social_unreachable")


@pytest.mark.parametrize("backend", BACKENDS)
def test_wrong_keys_of_ours_are_no_fault_of_the_person(
    client: Client, settings: Settings, backend: str
) -> None:
    back = decide(begin(client, backend).json()["url"], CAROL)
    setattr(settings, f"SOCIAL_AUTH_{backend.upper()}_SECRET", "an old one")
    refused(finish(client, backend, back), 502, "social_unreachable")


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("email", ["", "no address", "a" * 250 + "@example.com"])
def test_without_an_address_there_is_no_account(client: Client, backend: str, email: str) -> None:
    answer = go(client, backend, Person(name="Carol", email=email))

    assert "Add one there" in refused(answer, 400, "social_email_missing")
    assert not User.objects.exists()
    assert not PendingSignUp.objects.exists()


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_address_that_nobody_vouches_for_opens_no_account(
    client: Client, alice: User, backend: str
) -> None:
    person = Person(name="Mallory", email="alice@example.com", is_verified=False)

    detail = refused(go(client, backend, person), 409, "social_email_unverified_exists")

    assert "Sign in to the account, and link" in detail
    assert not SecurityEvent.objects.exists()
    assert not PendingSignUp.objects.exists()


def test_another_person_with_the_same_address_does_not_take_the_link_over(
    client: Client, alice: User
) -> None:
    """A domain changed hands: its new owner gets the old addresses, verified."""
    go(client, "google", Person(name="Alice", email="alice@example.com"))

    answer = go(client, "google", Person(name="Mallory", email="alice@example.com"))

    refused(answer, 409, "social_already_linked")


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_deactivated_account_stays_closed(client: Client, is_linked: bool) -> None:
    dave = make_user(handle="dave", is_active=False)
    if is_linked:
        dave.is_active = True
        dave.save()
        go(client, "google", Person(name="Dave", email="dave@example.com"))
        dave.is_active = False
        dave.save()
    answer = go(client, "google", Person(name="Dave", email="dave@example.com"))
    refused(answer, 403, "user_inactive")


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
def test_a_malformed_answer_is_named(client: Client, body: Any, field: str) -> None:
    answer = client.post("/api/social/google/", body, "application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("backend", ["myspace", "google-oauth2"])
def test_an_unknown_provider_is_not_offered(client: Client, backend: str) -> None:
    refused(begin(client, backend), 404, "social_unknown")
    refused(finish(client, backend, {"state": "s", "code": "c"}), 404, "social_unknown")


def test_a_provider_without_keys_is_not_offered(client: Client, settings: Settings) -> None:
    assert client.get("/api/social/").json() == [
        {"backend": "google", "name": "Google"},
        {"backend": "facebook", "name": "Facebook"},
        {"backend": "github", "name": "GitHub"},
    ]
    settings.SOCIAL_AUTH_GOOGLE_SECRET = ""
    settings.SOCIAL_AUTH_FACEBOOK_KEY = ""

    assert client.get("/api/social/").json() == [{"backend": "github", "name": "GitHub"}]
    refused(begin(client, "google"), 404, "social_unknown")


def test_an_address_is_not_flooded_with_mails(client: Client) -> None:
    for number in range(6):
        answer = go(client, "facebook", Person(name=f"Mallory {number}", email=CAROL.email))

    assert answer.status_code == 429
    assert PendingSignUp.objects.count() == 5


def test_who_tries_too_often_waits(client: Client) -> None:
    for _ in range(60):
        last = begin(client, "google")
    assert last.status_code == 200
    too_often = begin(client, "google")
    assert too_often.status_code == 429
    assert int(too_often["Retry-After"]) > 0
