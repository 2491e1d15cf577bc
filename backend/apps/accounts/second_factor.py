"""The second proof: a code of an authenticator application, or a recovery code."""

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

from apps.accounts.limits import SECOND_FACTOR
from apps.accounts.models import RecoveryCode, Totp, User
from apps.core.rates import give_back, spend

RECOVERY_CODES = 10
SECONDS_TO_ANSWER = 300
STEP = 30
_SALT = "second-factor"
# Without what is easily taken for another: 32 characters, 5 bits each.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongCodeError(Exception):
    """No code of this account, or one that has been used."""

    def __init__(self, user: User) -> None:
        self.user = user
        super().__init__(str(user.pk))


class ChallengeExpiredError(Exception):
    """Too old, used, or none that was given out."""


class TotpPresentError(Exception):
    """The account has an authenticator application already: remove that first."""


class Proof(StrEnum):
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    secret: str
    """Base32."""
    uri: str
    """For a QR code. Source: Google Authenticator's Key Uri Format."""


def challenge(*, user: User, client: str) -> str:
    """What somebody shows together with the code, as proof of the first factor."""
    return signing.dumps(
        {"user": user.pk, "client": client, "nonce": secrets.token_hex(8)}, salt=_SALT
    )


def answer_challenge(text: str, *, code: str, client: str) -> tuple[User, Proof]:
    """Whose challenge it was, and what proved it. A challenge is good for one answer.

    Raises ChallengeExpiredError, WrongCodeError, or Throttled.
    """
    try:
        asked = signing.loads(text, salt=_SALT, max_age=SECONDS_TO_ANSWER)
    except signing.BadSignature as error:
        raise ChallengeExpiredError from error
    used = f"second-factor:{asked['nonce']}"
    user = User.objects.filter(pk=asked["user"], is_active=True).first()
    if user is None or asked["client"] != client or cache.get(used):
        raise ChallengeExpiredError
    proof = check_code(user=user, code=code)
    if not cache.add(used, True, SECONDS_TO_ANSWER):
        raise ChallengeExpiredError
    return user, proof


def check_code(*, user: User, code: str) -> Proof:
    """Raises WrongCodeError, or Throttled after too many of those."""
    spend(SECOND_FACTOR, "second-factor", user.pk)
    proof = Proof.TOTP if _is_totp(user, code) else None
    if proof is None and _use_recovery_code(user, code):
        proof = Proof.RECOVERY_CODE
    if proof is None:
        raise WrongCodeError(user)
    give_back(SECOND_FACTOR, "second-factor", user.pk)
    return proof


def begin_totp(*, user: User) -> Enrolment:
    """A secret for an authenticator application; it counts once a first code came back.

    Raises TotpPresentError.
    """
    secret = pyotp.random_base32()
    totp, _ = Totp.objects.get_or_create(user=user)
    if not Totp.objects.filter(pk=totp.pk, confirmed_at=None).update(secret=secret, last_step=0):
        raise TotpPresentError
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=settings.APP_TITLE)
    return Enrolment(secret=secret, uri=uri)


@transaction.atomic
def confirm_totp(*, user: User, code: str) -> list[str]:
    """Recovery codes, to be shown once. Raises WrongCodeError, or Throttled."""
    spend(SECOND_FACTOR, "confirm-totp", user.pk)
    totp = Totp.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if totp is None or not _spend_step(totp, code):
        raise WrongCodeError(user)
    totp.confirmed_at = timezone.now()
    totp.save()
    return renew_recovery_codes(user=user)


@transaction.atomic
def remove_totp(*, user: User) -> bool:
    """Whether there was one."""
    user.recovery_codes.all().delete()
    removed, _ = Totp.objects.filter(user=user).delete()
    return bool(removed)


@transaction.atomic
def renew_recovery_codes(*, user: User) -> list[str]:
    """Fresh ones; those of before are void."""
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(code)) for code in codes
    )
    return codes


def recovery_codes_left(*, user: User) -> int:
    return user.recovery_codes.filter(used_at=None).count()


@transaction.atomic
def _is_totp(user: User, code: str) -> bool:
    totps = Totp.objects.select_for_update().filter(user=user).exclude(confirmed_at=None)
    totp = totps.first()
    if totp is None or not _spend_step(totp, code):
        return False
    totp.save(update_fields=["last_step"])
    return True


def _spend_step(totp: Totp, code: str) -> bool:
    """A clock may be one step off; a step's code counts once. Source: RFC 6238, section 5.2."""
    now, given = int(time()) // STEP, "".join(code.split())
    for step in (now - 1, now, now + 1):
        matches = secrets.compare_digest(
            pyotp.TOTP(totp.secret).at(step * STEP).encode(), given.encode()
        )
        if matches and step > totp.last_step:
            totp.last_step = step
            return True
    return False


def _use_recovery_code(user: User, code: str) -> bool:
    """Two who use one at the same moment: the database lets one of them."""
    unused = user.recovery_codes.filter(digest=_digest(code), used_at=None)
    return bool(unused.update(used_at=timezone.now()))


def _recovery_code() -> str:
    """50 bits, and no more than ten wrong ones in fifteen minutes: a fast digest is enough."""
    letters = [secrets.choice(_ALPHABET) for _ in range(10)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def _digest(code: str) -> str:
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return sha256(f"{settings.SECRET_KEY}:{plain}".encode()).hexdigest()
