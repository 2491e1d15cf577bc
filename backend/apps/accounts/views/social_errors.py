"""API errors of social logins, and the table that maps exceptions to them."""

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

from apps.accounts.social.connections import AlreadyLinkedError, LinkedElsewhereError
from apps.accounts.social.login import DeactivatedError, EmailMissingError, EmailTakenError
from apps.accounts.social.providers import Provider

logger = structlog.get_logger(__name__)


class SocialProblem(APIException):
    """`default_detail` may name the provider."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, provider: type[Provider]) -> None:
        super().__init__(str(self.default_detail) % {"provider": provider.title})


class SocialUnknown(APIException):
    status_code = HTTPStatus.NOT_FOUND
    default_detail = _("This provider is not available.")
    default_code = "social_unknown"


class SocialDenied(SocialProblem):
    default_detail = _("You cancelled at %(provider)s. Nothing has changed.")
    default_code = "social_denied"


class SocialState(SocialProblem):
    default_detail = _(
        "This sign-in with %(provider)s has expired or was started in another browser. Start again."
    )
    default_code = "social_state"


class SocialCode(SocialProblem):
    default_detail = _("%(provider)s rejected the sign-in code. Start again.")
    default_code = "social_code"


class SocialUnreachable(SocialProblem):
    status_code = HTTPStatus.BAD_GATEWAY
    default_detail = _(
        "%(provider)s is not responding properly. Try again in a moment or sign in another way."
    )
    default_code = "social_unreachable"


class SocialEmailMissing(SocialProblem):
    default_detail = _(
        "%(provider)s did not share your email. Add one there or allow access to it and start "
        "again, or sign up with email and password."
    )
    default_code = "social_email_missing"


class SocialEmailUnverifiedExists(SocialProblem):
    status_code = HTTPStatus.CONFLICT
    default_detail = _(
        "An account with this email already exists, and %(provider)s has not verified that it is "
        "yours. Sign in to that account and link %(provider)s there."
    )
    default_code = "social_email_unverified_exists"


class SocialLinkedElsewhere(SocialProblem):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("This %(provider)s account is linked to another user.")
    default_code = "social_linked_elsewhere"


class SocialAlreadyLinked(SocialProblem):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("Another %(provider)s account is already linked. Remove it first.")
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
def social_errors_as_problems(provider: type[Provider]) -> Iterator[None]:
    """Turn exceptions of providers and domain into API errors that name the provider."""
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
