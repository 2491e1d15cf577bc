"""A phone's passkeys, in software. Source: WebAuthn Level 3, sections 6.1 and 7."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from struct import pack
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass(kw_only=True)
class Authenticator:
    """A virtual authenticator with one P-256 passkey, which can be set to misbehave."""

    origin: str = settings.SITE_URL
    """Origin of the requesting page."""
    site: str = "testserver"
    """Domain of the passkey."""
    is_verified: bool = True
    """The user has unlocked the device."""
    counter: int = 0
    """Signatures so far; 0 throughout for one that does not count."""
    counts: bool = True
    user_handle: str = ""
    """Id of the passkey's user at the site."""
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(
        self, options: dict[str, Any], *, key: dict[int, Any] | None = None
    ) -> dict[str, Any]:
        """Return the result of `navigator.credentials.create`. `key` overrides key members."""
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        # An elliptic curve's key, for ES256, on P-256. Source: RFC 9053, sections 2.1 and 7.1.
        key = {1: 2, 3: -7, -1: 1, -2: x, -3: y} | (key or {})
        identified = pack(">H", len(self.credential_id)) + self.credential_id
        attested = bytes(16) + identified + cbor.encode(key)
        data = self._data(ATTESTED) + attested
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        self.user_handle = options.get("user", {}).get("id", "")
        return self._answer(
            clientDataJSON=websafe_encode(self._client_data("webauthn.create", options)),
            attestationObject=websafe_encode(cbor.encode(attestation)),
            authenticatorData=websafe_encode(data),
            publicKeyAlgorithm=key[3],
            transports=["hybrid", "internal"],
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return the result of `navigator.credentials.get`."""
        client_data = self._client_data("webauthn.get", options)
        data = self._data()
        signed = data + sha256(client_data).digest()
        return self._answer(
            clientDataJSON=websafe_encode(client_data),
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=self.user_handle,
        )

    def _data(self, flags: int = 0) -> bytes:
        self.counter += self.counts
        flags |= PRESENT | (VERIFIED if self.is_verified else 0)
        return sha256(self.site.encode()).digest() + pack(">BI", flags, self.counter)

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        assert websafe_decode(options["challenge"])
        return json.dumps(
            {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        ).encode()

    def _answer(self, **response: Any) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "authenticatorAttachment": "platform",
            "response": response,
        }
