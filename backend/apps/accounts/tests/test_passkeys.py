from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from fido2.utils import websafe_decode
from rest_framework.test import APIClient

from apps.accounts.models import Passkey, SecurityEvent, User
from apps.accounts.rate_limits import PASSKEY_CEREMONIES
from apps.accounts.sessions.sessions import is_recently_authenticated
from apps.accounts.tests.authenticator import Authenticator
from apps.accounts.tests.factories import add_totp, expire_authentication
from apps.accounts.tests.passkey_client import (
    Json,
    add,
    answer_with,
    begin,
    code_of,
    errors_of,
    sign_in,
)
from apps.core.rate_limiting import consume

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]


def test_passkey_signs_in(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    phone, hers = Authenticator(), client_of(alice)
    with mailing():
        added = add(hers, phone)
    assert added.status_code == 201
    assert added.json().items() >= {"name": "Phone", "last_used_at": None}.items()

    response = sign_in(phone)

    assert response.status_code == 200
    assert response.json()["user"]["handle"] == "alice"
    assert "refresh" in response.cookies
    assert hers.get("/api/passkeys/").json()[0]["last_used_at"] is not None
    kinds = SecurityEvent.objects.filter(user=alice).values_list("kind", flat=True)
    assert set(kinds) == {"passkey_added", "signed_in"}
    assert [mail.subject for mail in mailoutbox] == ["A passkey was added"]


def test_options_match_the_standard(alice: User, client_of: ClientOf) -> None:
    new = client_of(alice).post("/api/passkeys/options/").json()["options"]
    again = begin()["options"]

    assert new["rp"] == {"id": "testserver", "name": settings.PRODUCT_NAME}
    assert new["user"]["name"] == "alice@example.com"
    assert websafe_decode(new["user"]["id"]) == str(alice.pk).encode()
    assert {"type": "public-key", "alg": -7} in new["pubKeyCredParams"]
    assert new["authenticatorSelection"]["residentKey"] == "required"
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert (again["rpId"], again["userVerification"]) == ("testserver", "required")
    # The login request names no user.
    assert not again.get("allowCredentials")


def test_registered_passkeys_are_excluded(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    options = client_of(alice).post("/api/passkeys/options/").json()["options"]
    known = [websafe_decode(one["id"]) for one in options["excludeCredentials"]]
    assert known == [phone.credential_id]


def test_passkey_counts_as_two_factors(alice: User, phone: Authenticator) -> None:
    add_totp(alice)
    assert sign_in(phone).status_code == 200
    assert alice.sessions.latest("created_at").second_factor


def test_passkey_without_counter_signs_in_repeatedly(alice: User, client_of: ClientOf) -> None:
    phone = Authenticator(counts=False)
    add(client_of(alice), phone)
    assert [sign_in(phone).status_code for _ in range(3)] == [200] * 3


def test_cloned_key_is_detected(phone: Authenticator) -> None:
    copy = replace(phone)
    assert sign_in(phone).status_code == 200

    assert code_of(sign_in(copy)) == (401, "passkey_unknown")

    assert sign_in(phone).status_code == 200


@pytest.mark.parametrize(
    "fault",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:8080"},
        {"origin": "https://testserver"},
        {"site": "evil.example"},
        {"is_verified": False},
    ],
)
def test_foreign_or_unverified_passkey_is_rejected(
    alice: User, phone: Authenticator, client_of: ClientOf, fault: Json
) -> None:
    assert code_of(sign_in(replace(phone, **fault))) == (401, "passkey_unknown")
    assert errors_of(add(client_of(alice), Authenticator(**fault))) == ["credential"]
    assert Passkey.objects.count() == 1


def test_unknown_passkey_is_rejected(alice: User, phone: Authenticator) -> None:
    assert code_of(sign_in(Authenticator())) == (401, "passkey_unknown")
    forged = Authenticator(credential_id=phone.credential_id, counter=10)
    assert code_of(sign_in(forged)) == (401, "passkey_unknown")


def test_ceremony_works_once(phone: Authenticator) -> None:
    begun = begin()
    credential = phone.get(begun["options"])
    assert answer_with(begun["ceremony"], credential).status_code == 200
    assert code_of(answer_with(begun["ceremony"], credential)) == (401, "ceremony_expired")


def test_response_to_other_ceremony_is_rejected(phone: Authenticator) -> None:
    credential = phone.get(begin()["options"])
    assert code_of(answer_with(begin()["ceremony"], credential)) == (401, "passkey_unknown")


def test_ceremony_expires(phone: Authenticator) -> None:
    key = cache.make_key(f"passkey-ceremony:{begin()['ceremony']}")
    assert 0 < cache._cache.get_client().ttl(key) <= 300  # type: ignore[attr-defined]


def test_ceremony_is_bound_to_kind_and_user(alice: User, bob: User, client_of: ClientOf) -> None:
    phone, hers, his = Authenticator(), client_of(alice), client_of(bob)
    for begun in (begin(), his.post("/api/passkeys/options/").json()):
        credential = phone.create(begun["options"])
        body = {"name": "Phone", "ceremony": begun["ceremony"], "credential": credential}
        assert errors_of(hers.post("/api/passkeys/", body, "json")) == ["ceremony"]

    add(hers, phone)
    begun = client_of(alice).post("/api/passkeys/options/").json()
    rejected = answer_with(begun["ceremony"], phone.get(begun["options"]))
    assert code_of(rejected) == (401, "ceremony_expired")


def test_deactivated_account_cannot_sign_in(phone: Authenticator) -> None:
    User.objects.update(is_active=False)
    assert code_of(sign_in(phone)) == (401, "passkey_unknown")


def test_passkey_belongs_to_one_account(
    bob: User, phone: Authenticator, client_of: ClientOf
) -> None:
    assert errors_of(add(client_of(bob), phone)) == ["credential"]
    assert sign_in(phone).json()["user"]["handle"] == "alice"


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "nul\0", None])
def test_name_is_validated(
    alice: User, phone: Authenticator, client_of: ClientOf, name: str | None
) -> None:
    hers = client_of(alice)
    begun = hers.post("/api/passkeys/options/").json()
    body = {
        "name": name,
        "ceremony": begun["ceremony"],
        "credential": Authenticator().create(begun["options"]),
    }
    assert errors_of(hers.post("/api/passkeys/", body, "json")) == ["name"]
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    assert errors_of(hers.patch(path, {"name": name}, "json")) == ["name"]


def test_passkey_is_renamed(alice: User, phone: Authenticator, client_of: ClientOf) -> None:
    hers = client_of(alice)
    expire_authentication(alice.session)
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    assert hers.patch(path, {"name": "Old phone"}, "json").json()["name"] == "Old phone"
    assert [one["name"] for one in hers.get("/api/passkeys/").json()] == ["Old phone"]


def test_removed_passkey_cannot_sign_in(
    alice: User,
    phone: Authenticator,
    client_of: ClientOf,
    mailing: Any,
    mailoutbox: list[EmailMessage],
) -> None:
    hers = client_of(alice)
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    with mailing():
        assert hers.delete(path).status_code == 204

    assert hers.delete(path).status_code == 404
    assert code_of(sign_in(phone)) == (401, "passkey_unknown")
    assert [mail.subject for mail in mailoutbox] == ["A passkey was removed"]


def test_last_login_method_cannot_be_removed(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    alice.set_unusable_password()
    alice.save()
    rejected = client_of(alice).delete(f"/api/passkeys/{alice.passkeys.get().pk}/")
    assert code_of(rejected) == (409, "last_way_in")


def confirm(client: APIClient, phone: Authenticator) -> Any:
    begun = begin()
    proof = {"ceremony": begun["ceremony"], "credential": phone.get(begun["options"])}
    return client.post("/api/users/me/confirmation/", proof, "json")


def test_passkey_reauthenticates(alice: User, phone: Authenticator, client_of: ClientOf) -> None:
    hers = client_of(alice)
    expire_authentication(alice.session)
    assert code_of(hers.post("/api/passkeys/options/")) == (403, "sign_in_again")

    assert confirm(hers, phone).status_code == 204

    assert hers.post("/api/passkeys/options/").status_code == 200
    assert alice.session.second_factor


def test_used_response_does_not_reauthenticate(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    begun = begin()
    proof = {"ceremony": begun["ceremony"], "credential": phone.get(begun["options"])}
    assert answer_with(**proof).status_code == 200
    expire_authentication(alice.session)
    assert errors_of(hers.post("/api/users/me/confirmation/", proof, "json")) == ["credential"]
    assert not is_recently_authenticated(alice.session)


def test_passkey_of_other_account_does_not_reauthenticate(
    bob: User, phone: Authenticator, client_of: ClientOf
) -> None:
    his = client_of(bob)
    expire_authentication(bob.session)
    assert errors_of(confirm(his, phone)) == ["credential"]
    assert not is_recently_authenticated(bob.session)


def test_ceremonies_are_limited(client: Client) -> None:
    assert client.post("/api/session/passkey/options/").status_code == 200
    for _ in range(PASSKEY_CEREMONIES.amount - 1):
        consume(PASSKEY_CEREMONIES, "passkey", "127.0.0.1")
    response = client.post("/api/session/passkey/options/")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_changes_require_recent_authentication(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    expire_authentication(alice.session)
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    for response in (hers.post("/api/passkeys/options/"), hers.delete(path)):
        assert code_of(response) == (403, "sign_in_again")


def test_passkeys_of_others_are_hidden(
    alice: User, bob: User, phone: Authenticator, client_of: ClientOf
) -> None:
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    his = client_of(bob)
    assert his.get("/api/passkeys/").json() == []
    assert his.patch(path, {"name": "Mine"}, "json").status_code == 404
    assert his.delete(path).status_code == 404
    for response in (client_of(None).get("/api/passkeys/"), client_of(None).delete(path)):
        assert response.status_code == 401
