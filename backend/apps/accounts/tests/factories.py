from datetime import timedelta
from itertools import count
from typing import Any

import pyotp

from apps.accounts.models import Session, Totp, User
from apps.accounts.second_factor import begin_totp, confirm_totp
from apps.accounts.sessions import RECENTLY, open_session
from apps.accounts.visitors import Visitor

PASSWORD = "correct-horse-battery"
NOBODY = Visitor(address=None, device="")
_numbers = count(1)


def make_user(*, handle: str = "", **fields: Any) -> User:
    """An account that signs in with PASSWORD."""
    handle = handle or f"user{next(_numbers)}"
    return User.objects.create_user(f"{handle}@example.com", PASSWORD, handle, **fields)


def make_session(user: User, **fields: Any) -> Session:
    return open_session(user=user, client=Session.Client.BROWSER, visitor=NOBODY, **fields).session


def access_of(user: User) -> str:
    """An access token of a session of its own."""
    granted = open_session(user=user, client=Session.Client.TOKEN, visitor=NOBODY)
    return str(granted.access)


def make_proof_old(session: Session) -> None:
    """Whoever is in the session has to confirm again before what is dangerous."""
    session.authenticated_at -= RECENTLY + timedelta(minutes=1)
    session.save(update_fields=["authenticated_at"])


def add_totp(user: User) -> tuple[pyotp.TOTP, list[str]]:
    """An authenticator application, whose present code is not used up, and the recovery codes."""
    app = pyotp.TOTP(begin_totp(user=user).secret)
    codes = confirm_totp(user=user, code=app.now())
    Totp.objects.filter(user=user).update(last_step=0)
    return app, codes
