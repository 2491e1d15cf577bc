"""Access tokens for clients of the GraphQL tutorial, each of a session as any other."""

from datetime import UTC, datetime
from typing import Any, cast

from django.utils.translation import gettext as _
from rest_framework_simplejwt.exceptions import (
    AuthenticationFailed,
    ExpiredTokenError,
    TokenError,
)
from rest_framework_simplejwt.tokens import AccessToken

from apps.accounts.authentication import SessionAuthentication
from apps.accounts.models import Session, User
from apps.core.graphql.refusals import RefusalError

BAD_TOKEN = "BAD_TOKEN"  # noqa: S105 no password


def payload_of(token: AccessToken, session: Session) -> dict[str, Any]:
    user: User = session.user
    return {
        "username": user.handle,
        "exp": token["exp"],
        "origIat": _seconds(session.created_at),
    }


def tokens_of(token: AccessToken, session: Session) -> dict[str, Any]:
    """What a mutation that hands out a token answers."""
    return {
        "token": str(token),
        "payload": payload_of(token, session),
        "refresh_expires_in": _seconds(session.expires_at),
    }


def read(text: str | None) -> tuple[AccessToken, Session]:
    """Refuses a token that is none, is too old, or whose session has ended."""
    try:
        token = AccessToken(cast(Any, text or ""))
        user = SessionAuthentication().get_user(token)
    except ExpiredTokenError as error:
        raise RefusalError(_("Signature has expired"), BAD_TOKEN) from error
    except (TokenError, AuthenticationFailed) as error:
        raise RefusalError(_("Error decoding signature"), BAD_TOKEN) from error
    return token, user.session


def _seconds(moment: datetime) -> int:
    """Since 1970."""
    return int(moment.astimezone(UTC).timestamp())
