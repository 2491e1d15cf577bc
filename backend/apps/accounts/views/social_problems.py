"""What can go wrong between here and a provider, said so that a person knows what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import structlog
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from social_core.exceptions import (
    AuthCanceled,
    AuthCredentialError,
    AuthInputError,
    AuthSessionError,
    SocialAuthBaseException,
)

from apps.accounts.social.arrivals import DeactivatedError, EmailMissingError, EmailTakenError
from apps.accounts.social.links import AlreadyLinkedError, LinkedElsewhereError
from apps.accounts.social.providers import Provider

logger = structlog.get_logger(__name__)


class SocialProblem(APIException):
    """`default_detail` may name the provider."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, provider: type[Provider]) -> None:
        super().__init__(str(self.default_detail) % {"provider": provider.title})


class SocialUnknown(APIException):
    status_code = HTTPStatus.NOT_FOUND
    default_detail = _("This provider is not offered here.")
    default_code = "social_unknown"


class SocialDenied(SocialProblem):
    default_detail = _("You did not allow it at %(provider)s. Nothing has changed.")
    default_code = "social_denied"


class SocialState(SocialProblem):
    default_detail = _(
        "This answer of %(provider)s was not asked for in this browser, or not lately. Begin anew."
    )
    default_code = "social_state"


class SocialCode(SocialProblem):
    default_detail = _("%(provider)s does not accept this code, or not any more. Begin anew.")
    default_code = "social_code"


class SocialUnreachable(SocialProblem):
    status_code = HTTPStatus.BAD_GATEWAY
    default_detail = _(
        "%(provider)s does not answer as it should. Try again in a moment, or sign in another way."
    )
    default_code = "social_unreachable"


class SocialEmailMissing(SocialProblem):
    default_detail = _(
        "%(provider)s does not tell your email address. Add one there, or allow it to be told, and "
        "begin anew; or sign up with an address and a password."
    )
    default_code = "social_email_missing"


class SocialEmailUnverifiedExists(SocialProblem):
    status_code = HTTPStatus.CONFLICT
    default_detail = _(
        "There is an account with this email address, and %(provider)s does not vouch that the "
        "address is yours. Sign in to the account, and link %(provider)s there."
    )
    default_code = "social_email_unverified_exists"


class SocialLinkedElsewhere(SocialProblem):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("This account at %(provider)s is linked to another account here.")
    default_code = "social_linked_elsewhere"


class SocialAlreadyLinked(SocialProblem):
    status_code = HTTPStatus.CONFLICT
    default_detail = _(
        "Another account at %(provider)s is linked to this account. Remove that one first."
    )
    default_code = "social_already_linked"


class SocialDeactivated(SocialProblem):
    status_code = HTTPStatus.FORBIDDEN
    default_detail = _("Your account has been deactivated.")
    default_code = "user_inactive"


PROBLEMS: dict[type[Exception], type[SocialProblem]] = {
    AuthCanceled: SocialDenied,
    AuthSessionError: SocialState,
    AuthInputError: SocialState,
    AuthCredentialError: SocialCode,
    SocialAuthBaseException: SocialUnreachable,
    EmailMissingError: SocialEmailMissing,
    EmailTakenError: SocialEmailUnverifiedExists,
    LinkedElsewhereError: SocialLinkedElsewhere,
    AlreadyLinkedError: SocialAlreadyLinked,
    DeactivatedError: SocialDeactivated,
}


@contextmanager
def as_problems(provider: type[Provider]) -> Iterator[None]:
    """Whatever the provider or the domain refuses becomes a problem that names the provider."""
    try:
        yield
    except tuple(PROBLEMS) as error:
        problem = next(problem for kind, problem in PROBLEMS.items() if isinstance(error, kind))
        if problem is SocialUnreachable and isinstance(error, SocialAuthBaseException):
            logger.error(
                "social_unreachable",
                provider=provider.name,
                reason=error.code,
                stage=error.stage,
                provider_code=error.provider_code,
                status=error.status_code,
            )
        raise problem(provider) from error
