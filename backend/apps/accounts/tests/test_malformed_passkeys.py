"""Malformed passkeys are rejected without an internal error."""

from collections.abc import Callable
from secrets import token_bytes
from typing import Any

import pytest
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode
from rest_framework.test import APIClient

from apps.accounts.models import Passkey, User
from apps.accounts.tests.authenticator import Authenticator
from apps.accounts.tests.passkey_client import (
    Json,
    add,
    answer_with,
    begin,
    errors_of,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]


NONSENSE: list[Any] = ["", "x", "!", "ünï", 1, None, [], {}, ["x"], {"x": 1}]
CBOR_FAULTS = [
    b"",
    b"\x1b",
    b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xff",
    b"\x81" * 5_000,
    cbor.encode({}),
    cbor.encode([]),
    cbor.encode("none"),
    cbor.encode({"fmt": "none", "attStmt": {}, "authData": b""}),
    cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(37)}),
    cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(32) + b"\xc5" + bytes(60)}),
    cbor.encode({"fmt": "none", "attStmt": {}, "authData": "text"}),
    cbor.encode({"fmt": "none", "attStmt": 1, "authData": 1}),
]

PROOFS = {
    True: ("clientDataJSON", "attestationObject"),
    False: ("clientDataJSON", "authenticatorData", "signature"),
}
"""Members of the response, to a registration and to a sign-in."""


def broken(credential: Json) -> list[Any]:
    """Return the credential with what proves it gone, cut short, or replaced."""
    found: list[Any] = [{}, {"response": credential["response"]}]
    for member in ("id", "rawId", "response"):
        found += [credential | {member: value} for value in NONSENSE]
    response = credential["response"]
    for member in PROOFS["attestationObject" in response]:
        value = response[member]
        found.append(credential | {"response": {k: v for k, v in response.items() if k != member}})
        data = websafe_decode(value)
        lengths = [length for length in (0, 1, 36, 37, 54, len(data) - 1) if length < len(data)]
        replaced = [websafe_encode(data[:length]) for length in lengths]
        replaced += [websafe_encode(fault) for fault in CBOR_FAULTS]
        replaced += [websafe_encode(b"[" * 50_000), websafe_encode(b'{"type": 1, "origin": {}}')]
        for instead in (*replaced, *NONSENSE):
            found.append(credential | {"response": response | {member: instead}})
    return found


def test_malformed_credential_is_rejected(
    alice: User, phone: Authenticator, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Repeated attempts of one ceremony lock out no user.
    monkeypatch.setattr("django.core.cache.cache.delete", lambda _: True)
    begun = begin()
    known = Passkey.objects.get()
    for number, credential in enumerate(broken(phone.get(begun["options"]))):
        response = answer_with(begun["ceremony"], credential)
        assert response.status_code in {400, 401}, (number, credential)

    hers = client_of(alice)
    begun = hers.post("/api/passkeys/options/").json()
    for number, credential in enumerate(broken(Authenticator().create(begun["options"]))):
        body = {"name": "Phone", "ceremony": begun["ceremony"], "credential": credential}
        response = hers.post("/api/passkeys/", body, "json")
        assert response.status_code == 400, (number, credential)
    assert Passkey.objects.get() == known


@pytest.mark.parametrize("member", ["type", "authenticatorAttachment", "clientExtensionResults"])
@pytest.mark.parametrize("value", NONSENSE)
def test_irrelevant_fields_are_ignored(phone: Authenticator, member: str, value: Any) -> None:
    begun = begin()
    credential = phone.get(begun["options"]) | {member: value}
    assert answer_with(begun["ceremony"], credential).status_code in {200, 401}


@pytest.mark.parametrize("ceremony", [*NONSENSE, "x" * 51, "unknown"])
def test_unknown_ceremony_is_rejected(phone: Authenticator, ceremony: Any) -> None:
    response = answer_with(ceremony, phone.get(begin()["options"]))
    assert response.status_code in {400, 401}


@pytest.mark.parametrize("credential", [None, 1, "x", []])
def test_credential_must_be_object(credential: Any) -> None:
    assert errors_of(answer_with(begin()["ceremony"], credential)) == ["credential"]


@pytest.mark.parametrize(
    "key",
    [
        # An algorithm that was not offered, and none at all
        {3: -999},
        {3: 0},
        {3: "ES256"},
        # Another curve, and no point of this one
        {-1: 2},
        {-2: bytes(32)},
        {-3: "text"},
    ],
)
def test_unusable_key_is_not_stored(alice: User, client_of: ClientOf, key: dict[int, Any]) -> None:
    hers = client_of(alice)
    begun = hers.post("/api/passkeys/options/").json()
    credential = Authenticator().create(begun["options"], key=key)
    body = {"name": "Phone", "ceremony": begun["ceremony"], "credential": credential}
    assert errors_of(hers.post("/api/passkeys/", body, "json")) == ["credential"]


@pytest.mark.parametrize("length", [1_024, 5_000])
def test_credential_id_length_is_limited(alice: User, client_of: ClientOf, length: int) -> None:
    phone = Authenticator(credential_id=token_bytes(length))
    assert errors_of(add(client_of(alice), phone)) == ["credential"]
