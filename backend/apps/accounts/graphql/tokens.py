"""Access tokens for clients of the GraphQL tutorial. Each belongs to a session."""

from datetime import UTC, datetime
from typing import Any, cast

from django.utils.translation import gettext as _
from rest_framework_simplejwt.exceptions import (
    AuthenticationFailed,
    ExpiredTokenError,
    TokenError,
)
from rest_framework_simplejwt.tokens import AccessToken

from apps.accounts.models import Session, User
from apps.accounts.sessions.authentication import SessionAuthentication
from apps.core.graphql.errors import ClientError

BAD_TOKEN = "BAD_TOKEN"  # noqa: S105 no password


def token_payload(token: AccessToken, session: Session) -> dict[str, Any]:
    user: User = session.user
    return {
        "username": user.handle,
        "exp": token["exp"],
        "origIat": _unix_timestamp(session.created_at),
    }


def token_fields(token: AccessToken, session: Session) -> dict[str, Any]:
    """Return the fields of a mutation that issues a token."""
    return {
        "token": str(token),
        "payload": token_payload(token, session),
        "refresh_expires_in": _unix_timestamp(session.expires_at),
    }


def read_token(text: str | None) -> tuple[AccessToken, Session]:
    """Return the token and its session. Raise ClientError if it is invalid or expired."""
    try:
        token = AccessToken(cast(Any, text or ""))
        user = SessionAuthentication().get_user(token)
    except ExpiredTokenError as error:
        raise ClientError(_("Signature has expired"), BAD_TOKEN) from error
    except (TokenError, AuthenticationFailed) as error:
        raise ClientError(_("Error decoding signature"), BAD_TOKEN) from error
    return token, user.session


def _unix_timestamp(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
