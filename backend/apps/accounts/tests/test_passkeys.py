from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from fido2.utils import websafe_decode
from rest_framework.test import APIClient

from apps.accounts.limits import PASSKEY
from apps.accounts.models import Passkey, SecurityEvent, User
from apps.accounts.sessions import is_recent
from apps.accounts.tests.authenticator import Authenticator
from apps.accounts.tests.factories import add_totp, make_proof_old
from apps.accounts.tests.passkeys import (
    Json,
    add,
    answer_with,
    begin,
    code_of,
    errors_of,
    sign_in,
)
from apps.core.rates import spend

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]


def test_a_passkey_signs_in(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    phone, hers = Authenticator(), client_of(alice)
    with mailing():
        added = add(hers, phone)
    assert added.status_code == 201
    assert added.json().items() >= {"name": "Phone", "last_used_at": None}.items()

    answer = sign_in(phone)

    assert answer.status_code == 200
    assert answer.json()["user"]["handle"] == "alice"
    assert "refresh" in answer.cookies
    assert hers.get("/api/passkeys/").json()[0]["last_used_at"] is not None
    kinds = SecurityEvent.objects.filter(user=alice).values_list("kind", flat=True)
    assert set(kinds) == {"passkey_added", "signed_in"}
    assert [mail.subject for mail in mailoutbox] == ["Your account: a passkey was added"]


def test_the_options_are_what_a_browser_reads(alice: User, client_of: ClientOf) -> None:
    new = client_of(alice).post("/api/passkeys/options/").json()["options"]
    again = begin()["options"]

    assert new["rp"] == {"id": "testserver", "name": "Tally"}
    assert new["user"]["name"] == "alice@example.com"
    assert websafe_decode(new["user"]["id"]) == str(alice.pk).encode()
    assert {"type": "public-key", "alg": -7} in new["pubKeyCredParams"]
    assert new["authenticatorSelection"]["residentKey"] == "required"
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert (again["rpId"], again["userVerification"]) == ("testserver", "required")
    # Nobody has said who they are.
    assert not again.get("allowCredentials")


def test_what_has_one_already_is_not_asked_for_another(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    options = client_of(alice).post("/api/passkeys/options/").json()["options"]
    known = [websafe_decode(one["id"]) for one in options["excludeCredentials"]]
    assert known == [phone.credential_id]


def test_a_passkey_is_two_proofs_in_one(alice: User, phone: Authenticator) -> None:
    add_totp(alice)
    assert sign_in(phone).status_code == 200
    assert alice.sessions.latest("created_at").second_factor


def test_one_that_does_not_count_signs_in_again_and_again(alice: User, client_of: ClientOf) -> None:
    phone = Authenticator(counts=False)
    add(client_of(alice), phone)
    assert [sign_in(phone).status_code for _ in range(3)] == [200] * 3


def test_a_copy_of_the_key_gives_itself_away(phone: Authenticator) -> None:
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
def test_what_is_not_of_this_site_or_not_unlocked_is_refused(
    alice: User, phone: Authenticator, client_of: ClientOf, fault: Json
) -> None:
    assert code_of(sign_in(replace(phone, **fault))) == (401, "passkey_unknown")
    assert errors_of(add(client_of(alice), Authenticator(**fault))) == ["credential"]
    assert Passkey.objects.count() == 1


def test_a_key_that_nobody_knows_is_refused(alice: User, phone: Authenticator) -> None:
    assert code_of(sign_in(Authenticator())) == (401, "passkey_unknown")
    forged = Authenticator(credential_id=phone.credential_id, counter=10)
    assert code_of(sign_in(forged)) == (401, "passkey_unknown")


def test_a_ceremony_is_good_for_one_answer(phone: Authenticator) -> None:
    begun = begin()
    credential = phone.get(begun["options"])
    assert answer_with(begun["ceremony"], credential).status_code == 200
    assert code_of(answer_with(begun["ceremony"], credential)) == (401, "ceremony_expired")


def test_an_answer_to_another_ceremony_is_refused(phone: Authenticator) -> None:
    credential = phone.get(begin()["options"])
    assert code_of(answer_with(begin()["ceremony"], credential)) == (401, "passkey_unknown")


def test_a_ceremony_is_forgotten_in_minutes(phone: Authenticator) -> None:
    key = cache.make_key(f"passkey-ceremony:{begin()['ceremony']}")
    assert 0 < cache._cache.get_client().ttl(key) <= 300  # type: ignore[attr-defined]


def test_a_ceremony_of_one_kind_or_person_serves_no_other(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    phone, hers, his = Authenticator(), client_of(alice), client_of(bob)
    for begun in (begin(), his.post("/api/passkeys/options/").json()):
        credential = phone.create(begun["options"])
        body = {"name": "Phone", "ceremony": begun["ceremony"], "credential": credential}
        assert errors_of(hers.post("/api/passkeys/", body, "json")) == ["ceremony"]

    add(hers, phone)
    begun = hers.post("/api/passkeys/options/").json()
    refused = answer_with(begun["ceremony"], phone.get(begun["options"]))
    assert code_of(refused) == (401, "ceremony_expired")


def test_a_deactivated_account_is_not_entered(phone: Authenticator) -> None:
    User.objects.update(is_active=False)
    assert code_of(sign_in(phone)) == (401, "passkey_unknown")


def test_a_passkey_belongs_to_one_account(
    bob: User, phone: Authenticator, client_of: ClientOf
) -> None:
    assert errors_of(add(client_of(bob), phone)) == ["credential"]
    assert sign_in(phone).json()["user"]["handle"] == "alice"


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "nul\0", None])
def test_a_name_has_a_form(
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


def test_a_passkey_gets_another_name(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    make_proof_old(alice.session)
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    assert hers.patch(path, {"name": "Old phone"}, "json").json()["name"] == "Old phone"
    assert [one["name"] for one in hers.get("/api/passkeys/").json()] == ["Old phone"]


def test_a_removed_passkey_opens_nothing(
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
    assert [mail.subject for mail in mailoutbox] == ["Your account: a passkey was removed"]


def test_the_last_way_in_stays(alice: User, phone: Authenticator, client_of: ClientOf) -> None:
    alice.set_unusable_password()
    alice.save()
    refused = client_of(alice).delete(f"/api/passkeys/{alice.passkeys.get().pk}/")
    assert code_of(refused) == (409, "last_way_in")


def confirm(client: APIClient, phone: Authenticator) -> Any:
    begun = begin()
    proof = {"ceremony": begun["ceremony"], "credential": phone.get(begun["options"])}
    return client.post("/api/users/me/confirmation/", proof, "json")


def test_a_passkey_confirms_that_it_is_you(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    make_proof_old(alice.session)
    assert code_of(hers.post("/api/passkeys/options/")) == (403, "sign_in_again")

    assert confirm(hers, phone).status_code == 204

    assert hers.post("/api/passkeys/options/").status_code == 200
    assert alice.session.second_factor


def test_an_answer_that_was_given_before_confirms_nothing(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    begun = begin()
    proof = {"ceremony": begun["ceremony"], "credential": phone.get(begun["options"])}
    assert answer_with(**proof).status_code == 200
    make_proof_old(alice.session)
    assert errors_of(hers.post("/api/users/me/confirmation/", proof, "json")) == ["credential"]
    assert not is_recent(alice.session)


def test_a_passkey_of_another_account_confirms_nothing(
    bob: User, phone: Authenticator, client_of: ClientOf
) -> None:
    his = client_of(bob)
    make_proof_old(bob.session)
    assert errors_of(confirm(his, phone)) == ["credential"]
    assert not is_recent(bob.session)


def test_whoever_begins_too_often_has_to_wait(client: Client) -> None:
    assert client.post("/api/session/passkey/options/").status_code == 200
    for _ in range(PASSKEY.amount - 1):
        spend(PASSKEY, "passkey", "127.0.0.1")
    answer = client.post("/api/session/passkey/options/")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_whoever_has_not_confirmed_of_late_neither_adds_nor_removes(
    alice: User, phone: Authenticator, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    make_proof_old(alice.session)
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    for answer in (hers.post("/api/passkeys/options/"), hers.delete(path)):
        assert code_of(answer) == (403, "sign_in_again")


def test_strangers_neither_see_nor_change_it(
    alice: User, bob: User, phone: Authenticator, client_of: ClientOf
) -> None:
    path = f"/api/passkeys/{alice.passkeys.get().pk}/"
    his = client_of(bob)
    assert his.get("/api/passkeys/").json() == []
    assert his.patch(path, {"name": "Mine"}, "json").status_code == 404
    assert his.delete(path).status_code == 404
    for answer in (client_of(None).get("/api/passkeys/"), client_of(None).delete(path)):
        assert answer.status_code == 401
