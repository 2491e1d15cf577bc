"""How the accounts' doors refuse."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, AuthenticationFailed


class WrongPassword(AuthenticationFailed):
    default_detail = _("No active account found with the given credentials")
    default_code = "no_active_account"


class NotSignedIn(AuthenticationFailed):
    default_detail = _("You are not signed in.")
    default_code = "not_signed_in"


class SessionReplayed(AuthenticationFailed):
    default_detail = _(
        "An old copy of your session was used, by you or by somebody else. It was ended to be "
        "safe: sign in again, and choose a new password if you do not know why."
    )
    default_code = "session_replayed"


class SecondFactorRequired(AuthenticationFailed):
    default_detail = _("Enter the code of your authenticator application.")
    default_code = "second_factor_required"

    def __init__(self, *, challenge: str) -> None:
        super().__init__()
        self.members: dict[str, Any] = {"challenge": challenge}


class WrongCode(AuthenticationFailed):
    default_detail = _("This code is not right, or was used already. Take the next one.")
    default_code = "code_wrong"


class ChallengeExpired(AuthenticationFailed):
    default_detail = _("It took too long. Sign in again.")
    default_code = "challenge_expired"


class PasskeyUnknown(AuthenticationFailed):
    default_detail = _("This passkey does not open an account here.")
    default_code = "passkey_unknown"


class CeremonyExpired(AuthenticationFailed):
    default_detail = _("It took too long. Use the passkey again.")
    default_code = "ceremony_expired"


class LinkSpent(APIException):
    status_code = 400
    default_detail = _("This link is too old or was used already. Ask for a new one.")
    default_code = "link_spent"


class TotpPresent(APIException):
    status_code = 409
    default_detail = _("There is an authenticator application already. Remove it first.")
    default_code = "totp_present"


class LastWayIn(APIException):
    status_code = HTTPStatus.CONFLICT
    default_detail = _(
        "Without it nobody could sign in to your account. Set a password or add a passkey first."
    )
    default_code = "last_way_in"


class ArchiveQueued(APIException):
    status_code = 409
    default_detail = _("Your data is being packed already. It takes a few minutes.")
    default_code = "archive_queued"


class LastSuperuser(APIException):
    status_code = 409
    default_detail = _(
        "You are the last one who may enter everything in the administration. Name another first."
    )
    default_code = "last_superuser"


class SecondFactorNeeded(APIException):
    status_code = 403
    default_detail = _(
        "The administration opens to a sign-in with a second factor. Add an authenticator "
        "application or a passkey to your account, and sign in with it."
    )
    default_code = "second_factor_needed"
