"""Passkeys, by Yubico's fido2. Source: WebAuthn Level 3.

A ceremony is a challenge that the browser's authenticator signs; it is good for one answer.
"""

import secrets
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from apps.accounts.models import Passkey, User
from apps.accounts.ways_in import lock_ways_in, require_another_way_in

SECONDS_TO_ANSWER = 300
LONGEST_ID = 1023
"""Bytes. Source: WebAuthn, section 7.1, step 25."""
# What fido2 raises over an answer that is none: it takes the bytes apart as they come.
_NONSENSE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    UnsupportedAlgorithm,
    struct.error,
)


class CeremonyExpiredError(Exception):
    """Too old, used, or none that was given out."""


class RefusedPasskeyError(Exception):
    """Not known, not of this site, or not signed by its key."""


@dataclass(frozen=True, kw_only=True)
class Ceremony:
    ceremony: str
    options: dict[str, Any]
    """For `navigator.credentials`, in the JSON form of the standard."""


def begin_registration(*, user: User) -> Ceremony:
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            id=str(user.pk).encode(), name=user.email, display_name=user.handle
        ),
        credentials=[_data(passkey) for passkey in user.passkeys.all()],
        # One that the browser can offer by itself, to somebody who has typed nothing.
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _keep(options.public_key, state, user_id=user.pk)


def finish_registration(
    *, user: User, ceremony: str, credential: dict[str, Any], name: str
) -> Passkey:
    """Raises CeremonyExpiredError or RefusedPasskeyError."""
    state = _take(ceremony, user_id=user.pk)
    try:
        proof = _server().register_complete(state, credential)
        data = proof.credential_data
        assert data is not None
        _require_usable(data)
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name,
                credential_id=data.credential_id,
                credential=bytes(data),
                sign_count=proof.counter,
            )
    except (*_NONSENSE, IntegrityError) as error:
        raise RefusedPasskeyError from error


@transaction.atomic
def remove(passkey: Passkey) -> None:
    """Raises LastWayInError."""
    require_another_way_in(lock_ways_in(passkey.user), than=passkey)
    passkey.delete()


def begin_sign_in() -> Ceremony:
    """For whoever has a passkey of this site: no address is asked for, so none is given away."""
    options, state = _server().authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return _keep(options.public_key, state, user_id=None)


def finish_sign_in(*, ceremony: str, credential: dict[str, Any]) -> Passkey:
    """The passkey that answered. Raises CeremonyExpiredError or RefusedPasskeyError."""
    state = _take(ceremony, user_id=None)
    try:
        response = AuthenticationResponse.from_dict(credential)
        credential_id = websafe_decode(credential["rawId"])
        with transaction.atomic():
            passkey = (
                Passkey.objects.select_for_update(of=("self",))
                .select_related("user")
                .get(credential_id=credential_id, user__is_active=True)
            )
            _server().authenticate_complete(state, [_data(passkey)], response)
            counter = response.response.authenticator_data.counter
            if (counter or passkey.sign_count) and counter <= passkey.sign_count:
                # Somebody has a copy of the key. Source: WebAuthn, section 6.1.1.
                raise RefusedPasskeyError
            passkey.sign_count, passkey.last_used_at = counter, timezone.now()
            passkey.save(update_fields=["sign_count", "last_used_at"])
    except (*_NONSENSE, Passkey.DoesNotExist) as error:
        raise RefusedPasskeyError from error
    return passkey


def _require_usable(data: AttestedCredentialData) -> None:
    """Raises one of _NONSENSE for a key with which nobody could ever sign in."""
    if len(data.credential_id) > LONGEST_ID:
        raise ValueError
    with suppress(InvalidSignature):  # as it has to be, of a key that can check one
        data.public_key.verify(b"", b"")


def _server() -> Fido2Server:
    host = urlsplit(settings.SITE_URL).hostname or ""
    party = PublicKeyCredentialRpEntity(id=host, name=settings.APP_TITLE)
    return Fido2Server(party, verify_origin=lambda origin: origin == settings.SITE_URL)


def _keep(options: Any, state: Any, *, user_id: int | None) -> Ceremony:
    ceremony = secrets.token_urlsafe(16)
    cache.set(_key(ceremony), (user_id, state), SECONDS_TO_ANSWER)
    return Ceremony(ceremony=ceremony, options=dict(options))


def _take(ceremony: str, *, user_id: int | None) -> Any:
    kept = cache.get(_key(ceremony))
    if kept is None or kept[0] != user_id or not cache.delete(_key(ceremony)):
        raise CeremonyExpiredError
    return kept[1]


def _key(ceremony: str) -> str:
    return f"passkey-ceremony:{ceremony}"


def _data(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.credential))
