from itertools import count
from typing import Any

from apps.accounts.models import User

PASSWORD = "correct-horse-battery"
_numbers = count(1)


def make_user(*, handle: str = "", **fields: Any) -> User:
    """An account that signs in with PASSWORD."""
    handle = handle or f"user{next(_numbers)}"
    return User.objects.create_user(f"{handle}@example.com", PASSWORD, handle, **fields)
