"""Passkeys, with Yubico's fido2. Source: WebAuthn Level 3.

A ceremony is a challenge that the browser's authenticator signs; it can be used once.
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
from apps.accounts.social.login_methods import lock_user, require_another_login_method

CEREMONY_TIMEOUT_SECONDS = 300
# Bytes. Source: WebAuthn, section 7.1, step 25.
MAX_CREDENTIAL_ID_LENGTH = 1023
# fido2 parses a response without validating it first, and raises any of these if it is malformed.
_MALFORMED_RESPONSE_ERRORS = (
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
    """The ceremony is unknown, used or too old."""


class InvalidPasskeyError(Exception):
    """The passkey is unknown, of another site, or the signature is wrong."""


@dataclass(frozen=True, kw_only=True)
class Ceremony:
    ceremony: str
    options: dict[str, Any]
    """Options for `navigator.credentials`, as JSON."""


def begin_registration(*, user: User) -> Ceremony:
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            id=str(user.pk).encode(), name=user.email, display_name=user.handle
        ),
        credentials=[_credential_data(passkey) for passkey in user.passkeys.all()],
        # A discoverable credential: the browser offers it before an email is entered.
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _store_ceremony(options.public_key, state, user_id=user.pk)


def finish_registration(
    *, user: User, ceremony: str, credential: dict[str, Any], name: str
) -> Passkey:
    """Create a passkey from the authenticator's response.

    Raise CeremonyExpiredError or InvalidPasskeyError.
    """
    state = _consume_ceremony(ceremony, user_id=user.pk)
    try:
        registered = _server().register_complete(state, credential)
        data = registered.credential_data
        assert data is not None
        _require_usable(data)
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name,
                credential_id=data.credential_id,
                credential=bytes(data),
                sign_count=registered.counter,
                approved=user.has_approved_factor,
            )
    except (*_MALFORMED_RESPONSE_ERRORS, IntegrityError) as error:
        raise InvalidPasskeyError from error


@transaction.atomic
def remove_passkey(passkey: Passkey) -> None:
    """Raise LastLoginMethodError if the user could not sign in without it."""
    require_another_login_method(lock_user(passkey.user), than=passkey)
    passkey.delete()


def begin_login() -> Ceremony:
    """Begin a login with any passkey of this site: no email is requested, so none is disclosed."""
    options, state = _server().authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return _store_ceremony(options.public_key, state, user_id=None)


def finish_login(*, ceremony: str, credential: dict[str, Any]) -> Passkey:
    """Return the passkey that signed. Raise CeremonyExpiredError or InvalidPasskeyError."""
    state = _consume_ceremony(ceremony, user_id=None)
    try:
        response = AuthenticationResponse.from_dict(credential)
        credential_id = websafe_decode(credential["rawId"])
        with transaction.atomic():
            passkey = (
                Passkey.objects.select_for_update(of=("self",))
                .select_related("user")
                .get(credential_id=credential_id, user__is_active=True)
            )
            _server().authenticate_complete(state, [_credential_data(passkey)], response)
            counter = response.response.authenticator_data.counter
            if (counter or passkey.sign_count) and counter <= passkey.sign_count:
                # The key was cloned. Source: WebAuthn, section 6.1.1.
                raise InvalidPasskeyError
            passkey.sign_count, passkey.last_used_at = counter, timezone.now()
            passkey.save(update_fields=["sign_count", "last_used_at"])
    except (*_MALFORMED_RESPONSE_ERRORS, Passkey.DoesNotExist) as error:
        raise InvalidPasskeyError from error
    return passkey


def _require_usable(data: AttestedCredentialData) -> None:
    """Raise one of _MALFORMED_RESPONSE_ERRORS for a key that could never sign in."""
    if len(data.credential_id) > MAX_CREDENTIAL_ID_LENGTH:
        raise ValueError
    with suppress(InvalidSignature):  # a usable key rejects this signature
        data.public_key.verify(b"", b"")


def _server() -> Fido2Server:
    host = urlsplit(settings.SITE_URL).hostname or ""
    party = PublicKeyCredentialRpEntity(id=host, name=settings.PRODUCT_NAME)
    return Fido2Server(party, verify_origin=lambda origin: origin == settings.SITE_URL)


def _store_ceremony(options: Any, state: Any, *, user_id: int | None) -> Ceremony:
    ceremony = secrets.token_urlsafe(16)
    cache.set(_key(ceremony), (user_id, state), CEREMONY_TIMEOUT_SECONDS)
    return Ceremony(ceremony=ceremony, options=dict(options))


def _consume_ceremony(ceremony: str, *, user_id: int | None) -> Any:
    stored = cache.get(_key(ceremony))
    if stored is None or stored[0] != user_id or not cache.delete(_key(ceremony)):
        raise CeremonyExpiredError
    return stored[1]


def _key(ceremony: str) -> str:
    return f"passkey-ceremony:{ceremony}"


def _credential_data(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.credential))
