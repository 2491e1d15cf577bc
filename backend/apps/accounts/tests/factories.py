from datetime import timedelta
from itertools import count
from typing import Any

import pyotp

from apps.accounts.client_info import ClientInfo
from apps.accounts.credentials.two_factor import begin_totp, confirm_totp
from apps.accounts.models import Session, Totp, User
from apps.accounts.sessions.sessions import REAUTHENTICATION_WINDOW, open_session

PASSWORD = "correct-horse-battery"
NOBODY = ClientInfo(ip_address=None, device="")
_numbers = count(1)


def make_user(*, handle: str = "", **fields: Any) -> User:
    """Create an account with PASSWORD."""
    handle = handle or f"user{next(_numbers)}"
    return User.objects.create_user(f"{handle}@example.com", PASSWORD, handle, **fields)


def make_session(user: User, **fields: Any) -> Session:
    return open_session(
        user=user, client=Session.Client.BROWSER, client_info=NOBODY, **fields
    ).session


def access_of(user: User) -> str:
    """Return an access token of a new session."""
    tokens = open_session(user=user, client=Session.Client.TOKEN, client_info=NOBODY)
    return str(tokens.access)


def expire_authentication(session: Session) -> None:
    """Make the session require reauthentication for sensitive actions."""
    session.authenticated_at -= REAUTHENTICATION_WINDOW + timedelta(minutes=1)
    session.save(update_fields=["authenticated_at"])


def add_totp(user: User) -> tuple[pyotp.TOTP, list[str]]:
    """Return an authenticator app, whose current code is unused, and the recovery codes."""
    app = pyotp.TOTP(begin_totp(user=user).secret)
    codes = confirm_totp(user=user, code=app.now())
    Totp.objects.filter(user=user).update(last_step=0)
    return app, codes
