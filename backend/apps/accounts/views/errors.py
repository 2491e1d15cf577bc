"""API errors of accounts, and the table that maps domain exceptions to them."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, AuthenticationFailed

from apps.accounts.credentials.passkeys import CeremonyExpiredError, InvalidPasskeyError
from apps.accounts.credentials.password_concurrency import LoginsBusyError
from apps.accounts.credentials.password_login import WrongPasswordError
from apps.accounts.credentials.two_factor import (
    ChallengeExpiredError,
    TotpPresentError,
    WrongCodeError,
)
from apps.accounts.privacy.export import ArchiveQueuedError
from apps.accounts.registration.sign_up import InvalidLinkError
from apps.accounts.sessions.admin_login import (
    AdminSecondFactorRequiredError,
    AdminSecondFactorUnapprovedError,
)
from apps.accounts.sessions.sessions import NotSignedInError, TokenReplayedError
from apps.accounts.social.login_methods import LastLoginMethodError
from apps.accounts.superusers import LastSuperuserError


class WrongPassword(AuthenticationFailed):
    default_detail = _("Wrong email or password.")
    default_code = "no_active_account"


class LoginsBusy(APIException):
    status_code = 503
    default_detail = _("Too many sign-ins at the moment. Try again in a moment.")
    default_code = "sign_ins_busy"
    wait = 1  # seconds, for Retry-After


class NotSignedIn(AuthenticationFailed):
    default_detail = _("You are not signed in.")
    default_code = "not_signed_in"


class SessionReplayed(AuthenticationFailed):
    default_detail = _(
        "Your session was ended because an old refresh token was reused. Sign in again, and change "
        "your password if you don't know why."
    )
    default_code = "session_replayed"


class SecondFactorRequired(AuthenticationFailed):
    default_detail = _("Enter the 6-digit code of your authenticator app.")
    default_code = "second_factor_required"

    def __init__(self, *, challenge: str) -> None:
        super().__init__()
        self.members: dict[str, Any] = {"challenge": challenge}


class WrongCode(AuthenticationFailed):
    default_detail = _("Invalid or used code. Wait for the next one.")
    default_code = "code_wrong"


class ChallengeExpired(AuthenticationFailed):
    default_detail = _("The sign-in has expired. Sign in again.")
    default_code = "challenge_expired"


class PasskeyUnknown(AuthenticationFailed):
    default_detail = _("This passkey is not registered here.")
    default_code = "passkey_unknown"


class CeremonyExpired(AuthenticationFailed):
    default_detail = _("The request has expired. Use the passkey again.")
    default_code = "ceremony_expired"


class InvalidLink(APIException):
    status_code = 400
    default_detail = _("This link has expired or was already used. Request a new one.")
    default_code = "link_spent"


class TotpPresent(APIException):
    status_code = 409
    default_detail = _("An authenticator app is already set up. Remove it first.")
    default_code = "totp_present"


class LastLoginMethod(APIException):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("This is your only way to sign in. Set a password or add a passkey first.")
    default_code = "last_way_in"


class ArchiveQueued(APIException):
    status_code = 409
    default_detail = _("An export is already in progress. It takes a few minutes.")
    default_code = "archive_queued"


class LastSuperuser(APIException):
    status_code = 409
    default_detail = _("You are the last superuser. Appoint another one first.")
    default_code = "last_superuser"


class AdminSecondFactorRequired(APIException):
    status_code = 403
    default_detail = _(
        "The admin requires a sign-in with a second factor. Add an authenticator app or a passkey "
        "to your account, and sign in with it."
    )
    default_code = "second_factor_needed"


class AdminSecondFactorUnapproved(APIException):
    status_code = 403
    default_detail = _(
        "Your second factor is not approved for the admin yet. Ask a superuser to approve it."
    )
    default_code = "second_factor_unapproved"


API_ERRORS: dict[type[Exception], type[APIException]] = {
    WrongPasswordError: WrongPassword,
    LoginsBusyError: LoginsBusy,
    NotSignedInError: NotSignedIn,
    TokenReplayedError: SessionReplayed,
    WrongCodeError: WrongCode,
    ChallengeExpiredError: ChallengeExpired,
    InvalidPasskeyError: PasskeyUnknown,
    CeremonyExpiredError: CeremonyExpired,
    InvalidLinkError: InvalidLink,
    TotpPresentError: TotpPresent,
    LastLoginMethodError: LastLoginMethod,
    ArchiveQueuedError: ArchiveQueued,
    LastSuperuserError: LastSuperuser,
    AdminSecondFactorRequiredError: AdminSecondFactorRequired,
    AdminSecondFactorUnapprovedError: AdminSecondFactorUnapproved,
}
