"""Sessions: login, refresh token rotation and logout.

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

from apps.accounts.client_info import ClientInfo
from apps.accounts.models import Session, User
from apps.core.websockets import close_session_sockets

SESSION_CLAIM = "sid"
# Sensitive actions are allowed for this long after an authentication.
REAUTHENTICATION_WINDOW = timedelta(minutes=15)
# Of two tabs that refresh at once, in a browser without locks, both get the same token.
REFRESH_GRACE = timedelta(seconds=5)


class NotSignedInError(Exception):
    """The token is invalid or expired, or its session has ended."""


class TokenReplayedError(Exception):
    """A used refresh token was sent again: the session has ended, now or at an earlier replay."""

    def __init__(self, session: Session, *, is_first_replay: bool) -> None:
        super().__init__(session)
        self.session = session
        self.is_first_replay = is_first_replay


@dataclass(frozen=True, kw_only=True)
class SessionTokens:
    """A session with its current tokens."""

    session: Session
    refresh: RefreshToken

    @property
    def user(self) -> User:
        user: User = self.session.user
        return user

    @property
    def access(self) -> AccessToken:
        access = self.refresh.access_token
        if self.session.client == Session.Client.GRAPHQL:
            # It replaces the refresh token, and can be renewed once as well.
            access[api_settings.JTI_CLAIM] = self.session.token_id
        return access


@transaction.atomic
def open_session(
    *, user: User, client: Session.Client, client_info: ClientInfo, second_factor: bool = False
) -> SessionTokens:
    """Open a session. `second_factor` is True after two factors; a passkey counts as both."""
    now = _now()
    session = Session(
        user=user,
        client=client,
        device=client_info.device,
        address=client_info.ip_address,
        second_factor=second_factor,
        second_factor_at=now if second_factor else None,
        token_id=uuid4().hex,
        token_issued_at=now,
    )
    session.expires_at = _token_expiry(session)
    session.save(force_insert=True)
    update_last_login(None, user)  # type: ignore[arg-type] # takes no notice of who sends
    return SessionTokens(session=session, refresh=_refresh_token(session))


def refresh_session(refresh: str, *, attempt: str, client_info: ClientInfo) -> SessionTokens:
    """Exchange a refresh token for the next one.

    `attempt` is the client's idempotency key: if a response was lost, the same token with the same
    key gets the same response again. A browser without a key gets it for REFRESH_GRACE. Any other
    use of a used token ends the session.

    Raise NotSignedInError or TokenReplayedError.
    """
    token = _parse_refresh_token(refresh)
    with transaction.atomic():
        session = _lock_session(token)
        if session is not None and session.end == Session.End.REPLAYED:
            # The owner of a session that an attacker's replay ended must learn why.
            raise TokenReplayedError(session, is_first_replay=False)
        if session is None or not session.is_live or not _is_owner_unchanged(token, session):
            raise NotSignedInError
        if token["jti"] != session.token_id:
            again = _is_retry(session, token["jti"], attempt)
            if not again and not _is_race(session, token["jti"], attempt):
                _end([session], Session.End.REPLAYED)
        else:
            _rotate(session, attempt=attempt, client_info=client_info)
    if session.end:
        raise TokenReplayedError(session, is_first_replay=True)
    return SessionTokens(session=session, refresh=_refresh_token(session))


def refresh_by_access_token(token: AccessToken, *, session: Session) -> SessionTokens:
    """Renew an access token of `tokenAuth`, once. The old one stays valid until it expires. Access
    tokens of other sessions cannot be renewed.

    Raise NotSignedInError.
    """
    with transaction.atomic():
        locked = Session.objects.select_for_update(of=("self",)).select_related("user")
        session = locked.get(pk=session.pk)
        is_current = token[api_settings.JTI_CLAIM] == session.token_id
        if session.client != Session.Client.GRAPHQL or not session.is_live or not is_current:
            raise NotSignedInError
        _rotate(session, attempt="", client_info=None)
    return SessionTokens(session=session, refresh=_refresh_token(session))


def reissue_tokens(session: Session) -> SessionTokens:
    """Return new tokens of the same session, after a change of password."""
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        _rotate(session, attempt="", client_info=None)
    return SessionTokens(session=session, refresh=_refresh_token(session))


def end_session(refresh: str) -> Session | None:
    """End the session of a refresh token and return it; None if it was not live."""
    try:
        token = _parse_refresh_token(refresh)
    except NotSignedInError:
        return None
    with transaction.atomic():
        session = _lock_session(token)
        if session is None or not session.is_live:
            return None
        _end([session], Session.End.SIGNED_OUT)
    return session


@transaction.atomic
def end_sessions(
    *, user: User, end: Session.End, only: UUID | None = None, keep: UUID | None = None
) -> int:
    """End the user's live sessions, `only` one or all except `keep`, and return their number."""
    sessions = Session.live.select_for_update().filter(user=user)
    if only is not None:
        sessions = sessions.filter(pk=only)
    if keep is not None:
        sessions = sessions.exclude(pk=keep)
    return _end(list(sessions), end)


def mark_reauthenticated(session: Session, *, factor_added_at: datetime | None = None) -> None:
    """Record a reauthentication in the session.

    `factor_added_at`: when the second factor that was used was added, if one was. A factor that was
    added during this session counts from the next login on, as a stolen password is enough to add
    one.
    """
    session.authenticated_at = timezone.now()
    if factor_added_at is not None:
        session.second_factor_at = session.authenticated_at
        session.second_factor = session.second_factor or factor_added_at < session.created_at
    session.save(update_fields=["authenticated_at", "second_factor", "second_factor_at"])


def is_recently_authenticated(session: Session) -> bool:
    return session.authenticated_at > timezone.now() - REAUTHENTICATION_WINDOW


def is_second_factor_recent(session: Session) -> bool:
    return bool(
        session.second_factor_at
        and session.second_factor_at > timezone.now() - REAUTHENTICATION_WINDOW
    )


def _rotate(session: Session, *, attempt: str, client_info: ClientInfo | None) -> None:
    now = _now()
    session.spent_token_id, session.spent_with_key = session.token_id, attempt
    session.token_id, session.token_issued_at = uuid4().hex, now
    session.expires_at = _token_expiry(session)
    session.last_used_at = now
    if client_info is not None:
        session.address = client_info.ip_address
    session.save()


def _is_retry(session: Session, token_id: str, attempt: str) -> bool:
    return (
        bool(attempt) and token_id == session.spent_token_id and attempt == session.spent_with_key
    )


def _is_race(session: Session, token_id: str, attempt: str) -> bool:
    return (
        session.client == Session.Client.BROWSER
        and token_id == session.spent_token_id
        and not attempt
        and not session.spent_with_key
        and timezone.now() - session.token_issued_at < REFRESH_GRACE
    )


def _end(sessions: list[Session], end: Session.End) -> int:
    now = timezone.now()
    for session in sessions:
        session.ended_at, session.end = now, end
        session.save(update_fields=["ended_at", "end"])
        transaction.on_commit(partial(close_session_sockets, session_id=session.pk))
    return len(sessions)


def _lock_session(token: RefreshToken) -> Session | None:
    sessions = Session.objects.select_for_update(of=("self",)).select_related("user")
    return sessions.filter(pk=token[SESSION_CLAIM], user_id=token["user_id"]).first()


def _parse_refresh_token(refresh: str) -> RefreshToken:
    try:
        token = RefreshToken(refresh)  # type: ignore[arg-type] # takes the text
        UUID(str(token[SESSION_CLAIM]))
    except (TokenError, KeyError, ValueError) as error:
        raise NotSignedInError from error
    return token


def _is_owner_unchanged(token: RefreshToken, session: Session) -> bool:
    """Return False if the user was deactivated or changed the password since."""
    current = _refresh_token(session)
    mark = api_settings.REVOKE_TOKEN_CLAIM
    return session.user.is_active and token.get(mark) == current.get(mark)


def _refresh_token(session: Session) -> RefreshToken:
    """Return the token of the row: the same row always gives the same token."""
    token = RefreshToken.for_user(session.user)
    token[api_settings.JTI_CLAIM] = session.token_id
    token[SESSION_CLAIM] = str(session.pk)
    token.set_iat(at_time=session.token_issued_at)
    lifetime = session.expires_at - session.token_issued_at
    token.set_exp(from_time=session.token_issued_at, lifetime=lifetime)
    return token


def _token_expiry(session: Session) -> datetime:
    """Return when the current token expires, at the latest when the session ends."""
    lifetime: timedelta = api_settings.REFRESH_TOKEN_LIFETIME
    return min(session.token_issued_at + lifetime, session.ends_at)


def _now() -> datetime:
    """Return the time in whole seconds, as in tokens."""
    return timezone.now().replace(microsecond=0)
