"""The accounts that a development environment starts with."""

from collections.abc import Callable

from apps.accounts.models import User


def account(*, sign_in: dict[str, str], handle: str, create: Callable[..., User]) -> User:
    """The account with that `email`, created with its `password` if it is not there yet."""
    found = User.objects.filter(email=sign_in["email"]).first()
    return found or create(handle=handle, **sign_in)
