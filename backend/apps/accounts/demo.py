"""Demo accounts of a development environment."""

from collections.abc import Callable

from apps.accounts.models import User


def get_or_create_account(
    *, sign_in: dict[str, str], handle: str, create: Callable[..., User]
) -> User:
    """Return the account with this email; create it if missing."""
    found = User.objects.filter(email=sign_in["email"]).first()
    return found or create(handle=handle, **sign_in)
