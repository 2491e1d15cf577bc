"""Adding of second factors, and their access, after a password was stolen."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pyotp
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.credentials.two_factor import approve_second_factors
from apps.accounts.models import Passkey, Session, Totp, User
from apps.accounts.sessions.sessions import open_session
from apps.accounts.tests.authenticator import Authenticator
from apps.accounts.tests.factories import NOBODY, add_totp
from apps.accounts.tests.operators import enter_admin, make_operator
from apps.accounts.tests.passkey_client import add, begin, code_of, sign_in

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]
TOTP = "/api/second-factor/totp/"
CONFIRM = "/api/users/me/confirmation/"
ADMIN = "/api/admin-session/"
NEEDED = (403, "second_factor_proof_needed")
UNAPPROVED = (403, "second_factor_unapproved")


@pytest.fixture
def olga() -> User:
    return make_operator(handle="olga")


def by_password(user: User) -> APIClient:
    """Return a session that a password alone opened, a moment ago."""
    client = APIClient()
    tokens = open_session(user=user, client=Session.Client.BROWSER, client_info=NOBODY)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.access}")
    return client


def enrol(client: APIClient) -> pyotp.TOTP:
    app = pyotp.TOTP(client.post(TOTP).json()["secret"])
    response = client.post(f"{TOTP}confirm/", {"code": app.now()}, "json")
    assert response.status_code == 200
    return app


def answer_of(client: APIClient, path: str, body: Any = None) -> tuple[int, str]:
    response = client.post(path, body, "json")
    return response.status_code, response.json().get("code", "") if response.content else ""


def test_password_is_not_enough_when_passkey_exists(alice: User, phone: Authenticator) -> None:
    thief = by_password(alice)
    passkey = f"/api/passkeys/{alice.passkeys.get().pk}/"
    for response in (
        thief.post(TOTP),
        thief.post("/api/passkeys/options/"),
        thief.post("/api/second-factor/recovery-codes/"),
        thief.delete(TOTP),
        thief.delete(passkey),
    ):
        assert code_of(response) == NEEDED
    assert not Totp.objects.exists()


def test_enrolment_begun_earlier_cannot_be_finished(alice: User, client_of: ClientOf) -> None:
    thief = by_password(alice)
    app = pyotp.TOTP(thief.post(TOTP).json()["secret"])
    begun = thief.post("/api/passkeys/options/").json()
    assert add(client_of(alice), Authenticator()).status_code == 201

    assert answer_of(thief, f"{TOTP}confirm/", {"code": app.now()}) == NEEDED
    credential = Authenticator().create(begun["options"])
    body = {"name": "Thief", "ceremony": begun["ceremony"], "credential": credential}
    assert answer_of(thief, "/api/passkeys/", body) == NEEDED
    assert alice.passkeys.count() == 1


def test_existing_factor_adds_another(alice: User, phone: Authenticator) -> None:
    client = by_password(alice)
    begun = begin()
    proof = {"ceremony": begun["ceremony"], "credential": phone.get(begun["options"])}
    assert client.post(CONFIRM, proof, "json").status_code == 204
    enrol(client)
    assert add(client, Authenticator(), name="Laptop").status_code == 201
    assert client.delete(TOTP).status_code == 204


def test_new_factor_counts_from_next_login(alice: User) -> None:
    client = by_password(alice)
    app = enrol(client)
    session = Session.live.get()
    assert not session.second_factor
    Totp.objects.update(last_step=0)
    assert client.post(CONFIRM, {"code": app.now()}, "json").status_code == 204
    session.refresh_from_db()
    assert session.second_factor_at
    assert not session.second_factor
    # It adds a second factor; only a newer session was confirmed by it.
    assert add(client, Authenticator()).status_code == 201
    Totp.objects.update(last_step=0)
    younger = by_password(alice)
    assert younger.post(CONFIRM, {"code": app.now()}, "json").status_code == 204
    assert Session.live.filter(second_factor=True).count() == 1


def test_first_factor_of_staff_requires_approval(olga: User) -> None:
    client = by_password(olga)
    app = enrol(client)
    assert answer_of(client, ADMIN) == (403, "second_factor_needed")
    Totp.objects.update(last_step=0)
    later = by_password(olga)
    assert later.post(CONFIRM, {"code": app.now()}, "json").status_code == 204
    assert answer_of(later, ADMIN) == UNAPPROVED

    assert approve_second_factors(user=olga)
    assert not approve_second_factors(user=olga)
    assert answer_of(later, ADMIN) == (204, "")


def test_passkey_of_staff_requires_approval(olga: User) -> None:
    phone = Authenticator()
    assert add(by_password(olga), phone).status_code == 201
    access = sign_in(phone).json()["access"]
    bearer = {"Authorization": f"Bearer {access}"}
    rejected = Client().post(ADMIN, headers=bearer)
    assert (rejected.status_code, rejected.json()["code"]) == UNAPPROVED
    approve_second_factors(user=olga)
    assert Client().post(ADMIN, headers=bearer).status_code == 204


def test_factor_added_by_approved_factor_is_approved(olga: User, client_of: ClientOf) -> None:
    add_totp(olga)
    assert add(client_of(olga), Authenticator()).status_code == 201
    assert not Passkey.objects.get().approved
    approve_second_factors(user=olga)
    assert add(client_of(olga), Authenticator(), name="Laptop").status_code == 201
    assert list(Passkey.objects.values_list("approved", flat=True)) == [True, True]

    # A user who lost all factors starts again.
    Passkey.objects.all().delete()
    Totp.objects.all().delete()
    add_totp(olga)
    assert not olga.has_approved_factor


def test_superuser_approves_factor_in_admin(olga: User) -> None:
    clerk = make_operator(handle="carl", is_superuser=False)
    add_totp(clerk)
    chosen = {"action": "approve_second_factor", "_selected_action": [clerk.pk]}
    page = "/admin/accounts/user/"
    assert "admin access not approved" in (
        enter_admin(olga).get(f"{page}{clerk.pk}/change/").content.decode()
    )

    enter_admin(make_operator(is_superuser=False)).post(page, chosen)
    assert not clerk.has_approved_factor
    enter_admin(olga).post(page, chosen)

    assert clerk.has_approved_factor
    event = clerk.security_events.get(kind="second_factor_approved")
    assert event.details == {"by_staff": olga.pk}


def test_command_approves_factor_of_first_superuser(olga: User, alice: User) -> None:
    with pytest.raises(CommandError, match="no second factor"):
        call_command("approve_second_factor", olga.email)
    add_totp(olga)
    add_totp(alice)
    call_command("approve_second_factor", "OLGA@example.com", stdout=StringIO())
    assert olga.has_approved_factor
    with pytest.raises(CommandError, match="No staff account"):
        call_command("approve_second_factor", alice.email)
