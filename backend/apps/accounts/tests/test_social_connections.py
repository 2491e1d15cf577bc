"""Linking and unlinking of accounts at providers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from social_django.models import UserSocialAuth

from apps.accounts.models import Passkey, SecurityEvent, Session, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.social.connections import LinkedElsewhereError, link
from apps.accounts.tests.social_client import (
    BACKENDS,
    CAROL,
    Person,
    bearer,
    begin,
    decide,
    finish,
    go,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]
Kind = SecurityEvent.Kind
LIST = "/api/social-accounts/"


@pytest.mark.parametrize("backend", BACKENDS)
def test_signed_in_user_links_any_email(client: Client, alice: User, backend: str) -> None:
    headers = bearer(alice)

    response = go(client, backend, CAROL, link_as=headers)

    assert (response.status_code, response.json()) == (200, {"linked": backend})
    (own,) = client.get(LIST, headers=headers).json()
    assert set(own) == {"backend", "name", "created_at"}
    assert own["backend"] == backend
    assert go(Client(), backend, CAROL).json()["user"]["handle"] == "alice"
    event = alice.security_events.get(kind=Kind.SOCIAL_LINKED)
    assert event.details == {"provider": backend}


def test_linking_twice_changes_nothing(client: Client, alice: User) -> None:
    for _ in range(2):
        response = go(client, "google", CAROL, link_as=bearer(alice))
        assert response.json() == {"linked": "google"}
    assert UserSocialAuth.objects.count() == 1
    assert alice.security_events.count() == 1


def test_removed_link_cannot_sign_in(client: Client, alice: User) -> None:
    headers = bearer(alice)
    go(client, "facebook", CAROL, link_as=headers)

    assert client.delete(f"{LIST}facebook/", headers=headers).status_code == 204

    assert client.get(LIST, headers=headers).json() == []
    assert go(Client(), "facebook", CAROL).status_code == 202
    event = alice.security_events.get(kind=Kind.SOCIAL_UNLINKED)
    assert event.details == {"provider": "facebook"}
    assert client.delete(f"{LIST}facebook/", headers=headers).status_code == 404


def test_last_login_method_cannot_be_removed(client: Client) -> None:
    go(client, "google", CAROL)
    carol = User.objects.get()
    headers = bearer(carol)

    response = client.delete(f"{LIST}google/", headers=headers)

    assert response.status_code == 409
    assert response.json()["code"] == "last_way_in"
    assert UserSocialAuth.objects.count() == 1


def test_unavailable_provider_is_no_login_method(client: Client, settings: Settings) -> None:
    go(client, "google", CAROL)
    carol = User.objects.get()
    link(user=carol, provider="github", uid="1")
    settings.SOCIAL_AUTH_GITHUB_KEY = ""

    response = client.delete(f"{LIST}google/", headers=bearer(carol))
    assert response.json()["code"] == "last_way_in"


@pytest.mark.parametrize("other", ["password", "passkey", "link"])
def test_link_is_removed_with_other_login_method(client: Client, other: str) -> None:
    go(client, "google", CAROL)
    carol = User.objects.get()
    if other == "password":
        carol.set_password("another-long-password")
        carol.save()
    elif other == "passkey":
        Passkey.objects.create(user=carol, name="key", credential_id=b"1", credential=b"1")
    else:
        link(user=carol, provider="github", uid="1")

    assert client.delete(f"{LIST}google/", headers=bearer(carol)).status_code == 204


def test_linked_account_cannot_be_taken_over(client: Client, alice: User, bob: User) -> None:
    go(client, "google", CAROL, link_as=bearer(alice))

    response = go(client, "google", CAROL, link_as=bearer(bob))

    assert (response.status_code, response.json()["code"]) == (409, "social_linked_elsewhere")
    with pytest.raises(LinkedElsewhereError):
        link(user=bob, provider="google", uid=UserSocialAuth.objects.get().uid)
    assert UserSocialAuth.objects.get().user == alice


def test_one_account_per_provider(client: Client, alice: User) -> None:
    go(client, "google", CAROL, link_as=bearer(alice))
    response = go(client, "google", Person(name="Another"), link_as=bearer(alice))
    assert (response.status_code, response.json()["code"]) == (409, "social_already_linked")


def test_link_fails_after_sign_out(client: Client, alice: User) -> None:
    url = begin(client, "google", link_as=bearer(alice)).json()["url"]
    end_sessions(user=alice, end=Session.End.SIGNED_OUT)

    response = finish(client, "google", decide(url, CAROL))

    assert (response.status_code, response.json()["code"]) == (400, "social_state")
    assert not UserSocialAuth.objects.exists()
    assert User.objects.count() == 1


def test_login_cannot_become_link(client: Client, alice: User) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)

    response = client.post(
        "/api/social/google/",
        {**back, "link": True, "link_to": str(alice.pk)},
        "application/json",
        headers=bearer(alice),
    )

    assert response.json()["user"]["email"] == "carol@example.com"
    assert not UserSocialAuth.objects.filter(user=alice).exists()


def test_changes_require_recent_authentication(client: Client, alice: User) -> None:
    headers = bearer(alice)
    link(user=alice, provider="github", uid="1")
    Session.objects.update(authenticated_at=timezone.now() - timedelta(hours=1))

    responses = (
        begin(client, "google", link_as=headers),
        client.delete(f"{LIST}github/", headers=headers),
    )

    for response in responses:
        assert (response.status_code, response.json()["code"]) == (403, "sign_in_again")


def test_expired_token_does_not_block_login(client: Client) -> None:
    headers = {"Authorization": "Bearer of-yesterday"}
    begun = client.post("/api/social/google/begin/", {}, "application/json", headers=headers)
    assert begun.status_code == 200


def test_links_of_others_are_hidden(client: Client, alice: User, bob: User) -> None:
    link(user=alice, provider="google", uid="1")

    assert client.get(LIST, headers=bearer(bob)).json() == []
    assert client.delete(f"{LIST}google/", headers=bearer(bob)).status_code == 404
    assert client.get(LIST).status_code == 401
    assert client.delete(f"{LIST}google/").status_code == 401
    body = {"link": True}
    assert client.post("/api/social/google/begin/", body, "application/json").status_code == 401
    assert UserSocialAuth.objects.count() == 1
