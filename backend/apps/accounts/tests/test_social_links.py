"""One account here may be entered through several providers, and stop being so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from social_django.models import UserSocialAuth

from apps.accounts.models import Passkey, SecurityEvent, Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.social.links import LinkedElsewhereError, link
from apps.accounts.tests.social import (
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
def test_whoever_is_signed_in_links_whatever_the_address(
    client: Client, alice: User, backend: str
) -> None:
    headers = bearer(alice)

    answer = go(client, backend, CAROL, link_as=headers)

    assert (answer.status_code, answer.json()) == (200, {"linked": backend})
    (own,) = client.get(LIST, headers=headers).json()
    assert set(own) == {"backend", "name", "created_at"}
    assert own["backend"] == backend
    assert go(Client(), backend, CAROL).json()["user"]["handle"] == "alice"
    event = alice.security_events.get(kind=Kind.SOCIAL_LINKED)
    assert event.details == {"provider": backend}


def test_linking_again_changes_nothing(client: Client, alice: User) -> None:
    for _ in range(2):
        answer = go(client, "google", CAROL, link_as=bearer(alice))
        assert answer.json() == {"linked": "google"}
    assert UserSocialAuth.objects.count() == 1
    assert alice.security_events.count() == 1


def test_a_link_is_removed_and_opens_nothing_any_more(client: Client, alice: User) -> None:
    headers = bearer(alice)
    go(client, "facebook", CAROL, link_as=headers)

    assert client.delete(f"{LIST}facebook/", headers=headers).status_code == 204

    assert client.get(LIST, headers=headers).json() == []
    assert go(Client(), "facebook", CAROL).status_code == 202
    event = alice.security_events.get(kind=Kind.SOCIAL_UNLINKED)
    assert event.details == {"provider": "facebook"}
    assert client.delete(f"{LIST}facebook/", headers=headers).status_code == 404


def test_the_last_way_in_stays(client: Client) -> None:
    go(client, "google", CAROL)
    carol = User.objects.get()
    headers = bearer(carol)

    answer = client.delete(f"{LIST}google/", headers=headers)

    assert answer.status_code == 409
    assert answer.json()["code"] == "last_way_in"
    assert UserSocialAuth.objects.count() == 1


def test_a_provider_that_is_not_offered_any_more_is_no_way_in(
    client: Client, settings: Settings
) -> None:
    go(client, "google", CAROL)
    carol = User.objects.get()
    link(user=carol, provider="github", uid="1")
    settings.SOCIAL_AUTH_GITHUB_KEY = ""

    answer = client.delete(f"{LIST}google/", headers=bearer(carol))
    assert answer.json()["code"] == "last_way_in"


@pytest.mark.parametrize("other", ["password", "passkey", "link"])
def test_with_another_way_in_it_goes(client: Client, other: str) -> None:
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


def test_an_account_of_somebody_else_is_not_taken_over(
    client: Client, alice: User, bob: User
) -> None:
    go(client, "google", CAROL, link_as=bearer(alice))

    answer = go(client, "google", CAROL, link_as=bearer(bob))

    assert (answer.status_code, answer.json()["code"]) == (409, "social_linked_elsewhere")
    with pytest.raises(LinkedElsewhereError):
        link(user=bob, provider="google", uid=UserSocialAuth.objects.get().uid)
    assert UserSocialAuth.objects.get().user == alice


def test_one_account_a_provider(client: Client, alice: User) -> None:
    go(client, "google", CAROL, link_as=bearer(alice))
    answer = go(client, "google", Person(name="Another"), link_as=bearer(alice))
    assert (answer.status_code, answer.json()["code"]) == (409, "social_already_linked")


def test_a_link_is_not_made_for_who_signed_out_on_the_way(client: Client, alice: User) -> None:
    url = begin(client, "google", link_as=bearer(alice)).json()["url"]
    end_sessions(user=alice, end=Session.End.SIGNED_OUT)

    answer = finish(client, "google", decide(url, CAROL))

    assert (answer.status_code, answer.json()["code"]) == (400, "social_state")
    assert not UserSocialAuth.objects.exists()
    assert User.objects.count() == 1


def test_the_end_cannot_turn_a_sign_in_into_a_link(client: Client, alice: User) -> None:
    back = decide(begin(client, "google").json()["url"], CAROL)

    answer = client.post(
        "/api/social/google/",
        {**back, "link": True, "link_to": str(alice.pk)},
        "application/json",
        headers=bearer(alice),
    )

    assert answer.json()["user"]["email"] == "carol@example.com"
    assert not UserSocialAuth.objects.filter(user=alice).exists()


def test_a_sign_in_of_long_ago_neither_links_nor_removes(client: Client, alice: User) -> None:
    headers = bearer(alice)
    link(user=alice, provider="github", uid="1")
    Session.objects.update(authenticated_at=timezone.now() - timedelta(hours=1))

    answers = (
        begin(client, "google", link_as=headers),
        client.delete(f"{LIST}github/", headers=headers),
    )

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_again")


def test_an_old_token_does_not_keep_anybody_from_signing_in(client: Client) -> None:
    headers = {"Authorization": "Bearer of-yesterday"}
    begun = client.post("/api/social/google/begin/", {}, "application/json", headers=headers)
    assert begun.status_code == 200


def test_an_outsider_sees_and_removes_nothing_of_others(
    client: Client, alice: User, bob: User
) -> None:
    link(user=alice, provider="google", uid="1")

    assert client.get(LIST, headers=bearer(bob)).json() == []
    assert client.delete(f"{LIST}google/", headers=bearer(bob)).status_code == 404
    assert client.get(LIST).status_code == 401
    assert client.delete(f"{LIST}google/").status_code == 401
    body = {"link": True}
    assert client.post("/api/social/google/begin/", body, "application/json").status_code == 401
    assert UserSocialAuth.objects.count() == 1
