"""Second factor: codes of an authenticator app (TOTP) and recovery codes.

Passkeys are second factors as well. An account that has a second factor needs it to add or remove
another. The first factor of a staff account gives access to the admin only after a superuser has
approved it, since a stolen password is enough to add one; a factor that was added with an approved
one is approved.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from time import time

import pyotp
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import Passkey, RecoveryCode, Totp, User
from apps.accounts.rate_limits import CODE_GUESSES
from apps.core.rate_limiting import consume, reset

RECOVERY_CODE_COUNT = 10
CHALLENGE_TIMEOUT_SECONDS = 300
TOTP_STEP_SECONDS = 30
_SALT = "second-factor"
# Excludes characters that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongCodeError(Exception):
    """The code is wrong or was used before."""

    def __init__(self, user: User) -> None:
        self.user = user
        super().__init__(str(user.pk))


class ChallengeExpiredError(Exception):
    """The challenge is unknown, used or too old."""


class TotpPresentError(Exception):
    """The account has an authenticator app already."""


class SecondFactor(StrEnum):
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    secret: str
    """Base32."""
    uri: str
    """Content of the QR code. Source: Google Authenticator's Key Uri Format."""


@transaction.atomic
def approve_second_factors(*, user: User) -> bool:
    """Give the user's second factors access to the admin. Return True if any was not approved."""
    totps = Totp.objects.filter(user=user, approved=False).exclude(confirmed_at=None)
    passkeys = Passkey.objects.filter(user=user, approved=False)
    return bool(totps.update(approved=True) + passkeys.update(approved=True))


def create_challenge(*, user: User, client: str) -> str:
    """Return a signed challenge that proves the first factor when the code is sent."""
    return signing.dumps(
        {"user": user.pk, "client": client, "nonce": secrets.token_hex(8)}, salt=_SALT
    )


def complete_challenge(text: str, *, code: str, client: str) -> tuple[User, SecondFactor]:
    """Return the user and the factor used. A challenge can be completed once.

    Raise ChallengeExpiredError, WrongCodeError or Throttled.
    """
    try:
        data = signing.loads(text, salt=_SALT, max_age=CHALLENGE_TIMEOUT_SECONDS)
    except signing.BadSignature as error:
        raise ChallengeExpiredError from error
    used = f"second-factor:{data['nonce']}"
    user = User.objects.filter(pk=data["user"], is_active=True).first()
    if user is None or data["client"] != client or cache.get(used):
        raise ChallengeExpiredError
    proof = verify_code(user=user, code=code)
    if not cache.add(used, True, CHALLENGE_TIMEOUT_SECONDS):
        raise ChallengeExpiredError
    return user, proof


def verify_code(*, user: User, code: str) -> SecondFactor:
    """Return the factor that the code belongs to. Raise WrongCodeError or Throttled."""
    consume(CODE_GUESSES, "second-factor", user.pk)
    proof = SecondFactor.TOTP if _consume_totp(user, code) else None
    if proof is None and _consume_recovery_code(user, code):
        proof = SecondFactor.RECOVERY_CODE
    if proof is None:
        raise WrongCodeError(user)
    reset(CODE_GUESSES, "second-factor", user.pk)
    return proof


def begin_totp(*, user: User) -> Enrolment:
    """Return a secret for an authenticator app; `confirm_totp` enables it.

    Raise TotpPresentError.
    """
    secret = pyotp.random_base32()
    totp, _ = Totp.objects.get_or_create(user=user)
    if not Totp.objects.filter(pk=totp.pk, confirmed_at=None).update(secret=secret, last_step=0):
        raise TotpPresentError
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=settings.PRODUCT_NAME)
    return Enrolment(secret=secret, uri=uri)


@transaction.atomic
def confirm_totp(*, user: User, code: str) -> list[str]:
    """Enable the authenticator app and return recovery codes. Raise WrongCodeError or Throttled."""
    consume(CODE_GUESSES, "confirm-totp", user.pk)
    totp = Totp.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if totp is None or not _consume_totp_step(totp, code):
        raise WrongCodeError(user)
    totp.confirmed_at = timezone.now()
    totp.approved = user.has_approved_factor
    totp.save()
    return renew_recovery_codes(user=user)


@transaction.atomic
def remove_totp(*, user: User) -> bool:
    """Remove app and recovery codes. Return True if there was an app."""
    user.recovery_codes.all().delete()
    removed, _ = Totp.objects.filter(user=user).delete()
    return bool(removed)


@transaction.atomic
def renew_recovery_codes(*, user: User) -> list[str]:
    """Return new recovery codes and delete the old ones."""
    codes = [_generate_recovery_code() for _ in range(RECOVERY_CODE_COUNT)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(code)) for code in codes
    )
    return codes


def count_recovery_codes_left(*, user: User) -> int:
    return user.recovery_codes.filter(used_at=None).count()


@transaction.atomic
def _consume_totp(user: User, code: str) -> bool:
    totps = Totp.objects.select_for_update().filter(user=user).exclude(confirmed_at=None)
    totp = totps.first()
    if totp is None or not _consume_totp_step(totp, code):
        return False
    totp.save(update_fields=["last_step"])
    return True


def _consume_totp_step(totp: Totp, code: str) -> bool:
    """Accept each time step once, one step early or late. Source: RFC 6238, section 5.2."""
    now, given = int(time()) // TOTP_STEP_SECONDS, "".join(code.split())
    for step in (now - 1, now, now + 1):
        matches = secrets.compare_digest(
            pyotp.TOTP(totp.secret).at(step * TOTP_STEP_SECONDS).encode(), given.encode()
        )
        if matches and step > totp.last_step:
            totp.last_step = step
            return True
    return False


def _consume_recovery_code(user: User, code: str) -> bool:
    """Mark the code as used in one statement, so that concurrent requests cannot both use it."""
    unused = user.recovery_codes.filter(digest=_digest(code), used_at=None)
    return bool(unused.update(used_at=timezone.now()))


def _generate_recovery_code() -> str:
    """Return a code of 50 bits: with ten guesses in 15 minutes, a fast digest is enough."""
    letters = [secrets.choice(_ALPHABET) for _ in range(10)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def _digest(code: str) -> str:
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return sha256(f"{settings.SECRET_KEY}:{plain}".encode()).hexdigest()
