"""Who comes from a provider is let in to the right account, or to a new one."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from social_django.models import Nonce, UserSocialAuth

from apps.accounts.models import PendingSignUp, SecurityEvent, Totp, User
from apps.accounts.sign_up import link_token
from apps.accounts.social.links import link
from apps.accounts.tasks import mail_sign_up
from apps.accounts.tests.factories import PASSWORD, make_user
from apps.accounts.tests.mailed import token_in
from apps.accounts.tests.social import BACKENDS, CAROL, Person, begin, decide, finish, go
from local.identity_provider.people import Person as TheirPerson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]
Kind = SecurityEvent.Kind


def kinds_of(user: User) -> list[str]:
    return list(user.security_events.order_by("id").values_list("kind", flat=True))


def me(client: Client, answer: Any) -> Any:
    headers = {"Authorization": f"Bearer {answer.json()['access']}"}
    return client.get("/api/users/me/", headers=headers).json()


@pytest.mark.parametrize(
    ("backend", "handle"), [("google", "Carol_Cant"), ("github", "Carol_Cant")]
)
def test_a_verified_address_is_an_account_at_once(
    client: Client, backend: str, handle: str
) -> None:
    answer = go(client, backend, CAROL)

    assert answer.status_code == 200
    assert me(client, answer)["email"] == "carol@example.com"
    assert answer.cookies["refresh"]["httponly"]
    carol = User.objects.get()
    assert carol.handle == handle
    assert not carol.has_usable_password()
    assert kinds_of(carol) == [Kind.SIGNED_UP, Kind.SOCIAL_LINKED, Kind.SIGNED_IN]


def test_facebook_vouches_for_no_address_so_a_mail_goes_there(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as committed:
        answer = go(client, "facebook", CAROL)

    assert answer.status_code == 202
    assert answer.json()["code"] == "confirm_email"
    assert "carol@example.com" in answer.json()["detail"]
    assert "refresh" not in answer.cookies
    pending = PendingSignUp.objects.get()
    assert (pending.email, pending.handle) == ("carol@example.com", "Carol_Cant")
    assert pending.provider == "facebook"
    assert pending.provider_uid
    assert pending.password.startswith("!")
    assert len(committed) == 1
    assert not User.objects.exists()


def test_who_opens_that_mail_has_an_account_and_comes_in_through_the_provider(
    client: Client, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    with (
        patch("apps.accounts.views.social.mail_sign_up.delay", mail_sign_up),
        django_capture_on_commit_callbacks(execute=True),
    ):
        go(client, "facebook", CAROL)
    assert "an account at Facebook" in mailoutbox[0].body

    confirmed = client.post(
        "/api/users/confirm/", {"token": token_in(mailoutbox[0])}, "application/json"
    )

    assert confirmed.status_code == 201
    assert me(client, go(client, "facebook", CAROL))["email"] == "carol@example.com"


def test_a_link_that_somebody_else_has_meanwhile_does_not_keep_the_account_away(
    client: Client, alice: User
) -> None:
    go(client, "facebook", CAROL)
    pending = PendingSignUp.objects.get()
    link(user=alice, provider="facebook", uid=pending.provider_uid)

    confirmed = client.post(
        "/api/users/confirm/", {"token": link_token(pending)}, "application/json"
    )

    assert confirmed.status_code == 201
    assert User.objects.filter(email="carol@example.com").exists()


@pytest.mark.parametrize("backend", ["google", "github"])
def test_an_address_that_is_not_verified_waits_for_its_mail(client: Client, backend: str) -> None:
    answer = go(client, backend, Person(name="Carol", email=CAROL.email, is_verified=False))

    assert answer.status_code == 202
    assert PendingSignUp.objects.get().provider == backend
    assert not User.objects.exists()


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_same_person_comes_to_the_same_account_whatever_the_address(
    client: Client, alice: User, backend: str
) -> None:
    uid = TheirPerson(provider=backend, name="Carol", email="", is_verified=False).uid
    link(user=alice, provider=backend, uid=str(uid))

    for email in ("elsewhere@example.com", "", "bob@example.com"):
        answer = go(client, backend, Person(name="Carol", email=email))
        assert answer.json()["user"]["handle"] == "alice"
    assert UserSocialAuth.objects.count() == 1
    assert kinds_of(alice) == [Kind.SIGNED_IN] * 3


@pytest.mark.parametrize("backend", ["google", "github"])
def test_a_verified_address_of_an_account_leads_to_it(
    client: Client, alice: User, backend: str
) -> None:
    answer = go(client, backend, Person(name="Alice", email="ALICE@example.com"))

    assert answer.json()["user"]["handle"] == "alice"
    assert kinds_of(alice) == [Kind.SOCIAL_LINKED, Kind.SIGNED_IN]
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_no_token_of_the_provider_is_kept(client: Client) -> None:
    go(client, "google", CAROL)
    assert UserSocialAuth.objects.get().extra_data == {}


def test_a_second_factor_is_still_asked_for(client: Client, alice: User) -> None:
    Totp.objects.create(user=alice, secret="secret", confirmed_at=timezone.now())

    answer = go(client, "google", Person(name="Alice", email="alice@example.com"))

    assert answer.status_code == 401
    assert answer.json()["code"] == "second_factor_required"
    assert "refresh" not in answer.cookies


def test_a_taken_handle_gets_a_number(client: Client) -> None:
    make_user(handle="carol_cant")

    go(client, "google", CAROL)

    handle = User.objects.get(email="carol@example.com").handle
    assert handle.startswith("Carol_Cant_")


def test_nothing_of_the_round_trip_stays_behind(client: Client) -> None:
    begun = begin(client, "google")
    assert client.cookies["sessionid"]["httponly"]
    assert Nonce.objects.count() == 1

    finish(client, "google", decide(begun.json()["url"], CAROL))

    assert client.cookies["sessionid"].value == ""
    assert not Nonce.objects.exists()


def test_two_tabs_at_once_both_arrive(client: Client) -> None:
    first, second = (begin(client, "google").json()["url"] for _ in range(2))

    for url in (second, first):
        assert finish(client, "google", decide(url, CAROL)).status_code == 200
