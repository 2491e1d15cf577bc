"""Login with a provider finds the right account or creates one."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from social_django.models import Nonce, UserSocialAuth

from apps.accounts.models import PendingSignUp, SecurityEvent, Totp, User
from apps.accounts.registration.sign_up import create_link_token
from apps.accounts.social.connections import link
from apps.accounts.tasks import mail_sign_up
from apps.accounts.tests.factories import PASSWORD, make_user
from apps.accounts.tests.mail_links import token_in
from apps.accounts.tests.social_client import BACKENDS, CAROL, Person, begin, decide, finish, go
from local.oauth_stub.provider_accounts import Person as TheirPerson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]
Kind = SecurityEvent.Kind


def kinds_of(user: User) -> list[str]:
    return list(user.security_events.order_by("id").values_list("kind", flat=True))


def me(client: Client, response: Any) -> Any:
    headers = {"Authorization": f"Bearer {response.json()['access']}"}
    return client.get("/api/users/me/", headers=headers).json()


@pytest.mark.parametrize(
    ("backend", "handle"), [("google", "Carol_Cant"), ("github", "Carol_Cant")]
)
def test_verified_email_creates_account(client: Client, backend: str, handle: str) -> None:
    response = go(client, backend, CAROL)

    assert response.status_code == 200
    assert me(client, response)["email"] == "carol@example.com"
    assert response.cookies["refresh"]["httponly"]
    carol = User.objects.get()
    assert carol.handle == handle
    assert not carol.has_usable_password()
    assert kinds_of(carol) == [Kind.SIGNED_UP, Kind.SOCIAL_LINKED, Kind.SIGNED_IN]


def test_facebook_email_requires_confirmation(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as committed:
        response = go(client, "facebook", CAROL)

    assert response.status_code == 202
    assert response.json()["code"] == "confirm_email"
    assert "carol@example.com" in response.json()["detail"]
    assert "refresh" not in response.cookies
    pending = PendingSignUp.objects.get()
    assert (pending.email, pending.handle) == ("carol@example.com", "Carol_Cant")
    assert pending.provider == "facebook"
    assert pending.provider_uid
    assert pending.password.startswith("!")
    assert len(committed) == 1
    assert not User.objects.exists()


def test_confirmed_account_signs_in_with_provider(
    client: Client, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    with (
        patch("apps.accounts.views.social.mail_sign_up.delay", mail_sign_up),
        django_capture_on_commit_callbacks(execute=True),
    ):
        go(client, "facebook", CAROL)
    assert "sign in with Facebook" in mailoutbox[0].body

    confirmed = client.post(
        "/api/users/confirm/", {"token": token_in(mailoutbox[0])}, "application/json"
    )

    assert confirmed.status_code == 201
    assert me(client, go(client, "facebook", CAROL))["email"] == "carol@example.com"


def test_account_is_created_when_link_was_taken(client: Client, alice: User) -> None:
    go(client, "facebook", CAROL)
    pending = PendingSignUp.objects.get()
    link(user=alice, provider="facebook", uid=pending.provider_uid)

    confirmed = client.post(
        "/api/users/confirm/", {"token": create_link_token(pending)}, "application/json"
    )

    assert confirmed.status_code == 201
    assert User.objects.filter(email="carol@example.com").exists()


@pytest.mark.parametrize("backend", ["google", "github"])
def test_unverified_email_requires_confirmation(client: Client, backend: str) -> None:
    response = go(client, backend, Person(name="Carol", email=CAROL.email, is_verified=False))

    assert response.status_code == 202
    assert PendingSignUp.objects.get().provider == backend
    assert not User.objects.exists()


@pytest.mark.parametrize("backend", BACKENDS)
def test_same_uid_signs_in_with_any_email(client: Client, alice: User, backend: str) -> None:
    uid = TheirPerson(provider=backend, name="Carol", email="", is_verified=False).uid
    link(user=alice, provider=backend, uid=str(uid))

    for email in ("elsewhere@example.com", "", "bob@example.com"):
        response = go(client, backend, Person(name="Carol", email=email))
        assert response.json()["user"]["handle"] == "alice"
    assert UserSocialAuth.objects.count() == 1
    assert kinds_of(alice) == [Kind.SIGNED_IN] * 3


@pytest.mark.parametrize("backend", ["google", "github"])
def test_verified_email_links_existing_account(client: Client, alice: User, backend: str) -> None:
    response = go(client, backend, Person(name="Alice", email="ALICE@example.com"))

    assert response.json()["user"]["handle"] == "alice"
    assert kinds_of(alice) == [Kind.SOCIAL_LINKED, Kind.SIGNED_IN]
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_provider_token_is_not_stored(client: Client) -> None:
    go(client, "google", CAROL)
    assert UserSocialAuth.objects.get().extra_data == {}


def test_second_factor_is_still_required(client: Client, alice: User) -> None:
    Totp.objects.create(user=alice, secret="secret", confirmed_at=timezone.now())

    response = go(client, "google", Person(name="Alice", email="alice@example.com"))

    assert response.status_code == 401
    assert response.json()["code"] == "second_factor_required"
    assert "refresh" not in response.cookies


def test_taken_handle_gets_number(client: Client) -> None:
    make_user(handle="carol_cant")

    go(client, "google", CAROL)

    handle = User.objects.get(email="carol@example.com").handle
    assert handle.startswith("Carol_Cant_")


def test_flow_leaves_no_state(client: Client) -> None:
    begun = begin(client, "google")
    assert client.cookies["sessionid"]["httponly"]
    assert Nonce.objects.count() == 1

    finish(client, "google", decide(begun.json()["url"], CAROL))

    assert client.cookies["sessionid"].value == ""
    assert not Nonce.objects.exists()


def test_concurrent_tabs_sign_in(client: Client) -> None:
    first, second = (begin(client, "google").json()["url"] for _ in range(2))

    for url in (second, first):
        assert finish(client, "google", decide(url, CAROL)).status_code == 200


def test_google_is_trusted_for_own_domains_only(client: Client, alice: User) -> None:
    """Reject an email that another provider verified: its owner may have changed."""
    elsewhere = Person(name="Alice", email=alice.email, is_hosted=False)
    rejected = go(client, "google", elsewhere)
    assert (rejected.status_code, rejected.json()["code"]) == (
        409,
        "social_email_unverified_exists",
    )

    new = go(client, "google", Person(name="Dave", email="dave@example.org", is_hosted=False))
    assert new.status_code == 202
    assert PendingSignUp.objects.get().email == "dave@example.org"

    at_gmail = Person(name="Erin", email="erin@gmail.com", is_hosted=False)
    assert go(client, "google", at_gmail).status_code == 200
    assert go(client, "google", Person(name="Alice", email=alice.email)).status_code == 200
