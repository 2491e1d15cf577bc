"""Sessions: a sign-in, the refresh tokens that follow from one another, and how they end.

Source: RFC 9700, section 4.14.2, refresh token rotation.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.contrib.auth.models import update_last_login
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.accounts.models import Session, User
from apps.accounts.visitors import Visitor
from apps.core.live import close_live

SESSION_CLAIM = "sid"
RECENTLY = timedelta(minutes=15)
"""How long after a proof of who somebody is they may do what is dangerous."""


class NotSignedInError(Exception):
    """The token is no refresh token, has expired, or its session has ended."""


class ReplayedError(Exception):
    """A token that was spent before: the session has ended, now or at an earlier such attempt."""

    def __init__(self, session: Session, *, is_news: bool) -> None:
        super().__init__(session)
        self.session = session
        self.is_news = is_news


@dataclass(frozen=True, kw_only=True)
class Granted:
    """A session and what its owner gets to hold."""

    session: Session
    refresh: RefreshToken

    @property
    def user(self) -> User:
        user: User = self.session.user
        return user

    @property
    def access(self) -> AccessToken:
        return self.refresh.access_token


@transaction.atomic
def open_session(
    *, user: User, client: Session.Client, visitor: Visitor, second_factor: bool = False
) -> Granted:
    """`second_factor`: whether more than one proof was given; a passkey counts as two."""
    now = _now()
    session = Session(
        user=user,
        client=client,
        device=visitor.device,
        address=visitor.address,
        second_factor=second_factor,
        token_id=uuid4().hex,
        token_issued_at=now,
        expires_at=now + api_settings.REFRESH_TOKEN_LIFETIME,
    )
    session.save(force_insert=True)
    update_last_login(None, user)  # type: ignore[arg-type] # takes no notice of who sends
    return Granted(session=session, refresh=_refresh_token(session))


def continue_session(refresh: str, *, attempt: str, visitor: Visitor) -> Granted:
    """Spend a refresh token for the next one.

    `attempt` is a random text of the client's own. Where an answer was lost on the way, the same
    token with the same attempt gets the same answer again; any other use of a spent token ends the
    session. Raises NotSignedInError or ReplayedError.
    """
    token = _read(refresh)
    with transaction.atomic():
        session = _locked(token)
        if session is not None and session.end == Session.End.REPLAYED:
            # Whoever was shut out by a thief who came late has to hear why as well.
            raise ReplayedError(session, is_news=False)
        if session is None or not session.is_live or not _still_holds(token, session):
            raise NotSignedInError
        if token["jti"] != session.token_id:
            if not _asks_again(session, token["jti"], attempt):
                _end([session], Session.End.REPLAYED)
        else:
            _rotate(session, attempt=attempt, visitor=visitor)
    if session.end:
        raise ReplayedError(session, is_news=True)
    return Granted(session=session, refresh=_refresh_token(session))


def renew_session(session: Session) -> Granted:
    """A new token in the same session, for an owner whose password has just changed."""
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        _rotate(session, attempt="", visitor=None)
    return Granted(session=session, refresh=_refresh_token(session))


def end_session(refresh: str) -> Session | None:
    """Sign out: every copy of the token is worth nothing. The session; None where none was live."""
    try:
        token = _read(refresh)
    except NotSignedInError:
        return None
    with transaction.atomic():
        session = _locked(token)
        if session is None or not session.is_live:
            return None
        _end([session], Session.End.SIGNED_OUT)
    return session


@transaction.atomic
def end_sessions(
    *, user: User, end: Session.End, only: UUID | None = None, keep: UUID | None = None
) -> int:
    """End the user's live sessions, `only` one or all but the one to `keep`. How many ended."""
    sessions = Session.live.select_for_update().filter(user=user)
    if only is not None:
        sessions = sessions.filter(pk=only)
    if keep is not None:
        sessions = sessions.exclude(pk=keep)
    return _end(list(sessions), end)


def confirm_owner(session: Session, *, second_factor: bool = False) -> None:
    """Whoever is in the session has proved again that it is theirs."""
    session.authenticated_at = timezone.now()
    session.second_factor = session.second_factor or second_factor
    session.save(update_fields=["authenticated_at", "second_factor"])


def is_recent(session: Session) -> bool:
    return session.authenticated_at > timezone.now() - RECENTLY


def _rotate(session: Session, *, attempt: str, visitor: Visitor | None) -> None:
    now = _now()
    session.spent_token_id, session.spent_with_key = session.token_id, attempt
    session.token_id, session.token_issued_at = uuid4().hex, now
    session.expires_at = now + api_settings.REFRESH_TOKEN_LIFETIME
    session.last_used_at = now
    if visitor is not None:
        session.address = visitor.address
    session.save()


def _asks_again(session: Session, token_id: str, attempt: str) -> bool:
    return (
        bool(attempt) and token_id == session.spent_token_id and attempt == session.spent_with_key
    )


def _end(sessions: list[Session], end: Session.End) -> int:
    now = timezone.now()
    for session in sessions:
        session.ended_at, session.end = now, end
        session.save(update_fields=["ended_at", "end"])
        transaction.on_commit(partial(close_live, session_id=session.pk))
    return len(sessions)


def _locked(token: RefreshToken) -> Session | None:
    sessions = Session.objects.select_for_update(of=("self",)).select_related("user")
    return sessions.filter(pk=token[SESSION_CLAIM], user_id=token["user_id"]).first()


def _read(refresh: str) -> RefreshToken:
    try:
        token = RefreshToken(refresh)  # type: ignore[arg-type] # takes the text
        UUID(str(token[SESSION_CLAIM]))
    except (TokenError, KeyError, ValueError) as error:
        raise NotSignedInError from error
    return token


def _still_holds(token: RefreshToken, session: Session) -> bool:
    """Not for who was deactivated, or has changed the password since."""
    current = _refresh_token(session)
    mark = api_settings.REVOKE_TOKEN_CLAIM
    return session.user.is_active and token.get(mark) == current.get(mark)


def _refresh_token(session: Session) -> RefreshToken:
    """Made of what the row says and of nothing else: the same row gives the same token."""
    token = RefreshToken.for_user(session.user)
    token[api_settings.JTI_CLAIM] = session.token_id
    token[SESSION_CLAIM] = str(session.pk)
    token.set_iat(at_time=session.token_issued_at)
    token.set_exp(from_time=session.token_issued_at)
    return token


def _now() -> datetime:
    """In whole seconds, as a token counts."""
    return timezone.now().replace(microsecond=0)
