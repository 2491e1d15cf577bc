"""The change of an e-mail address: it takes place once the new one is proven."""

from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.accounts.sign_up import LinkSpentError
from apps.accounts.unconfirmed import release_address

LINK_GOOD_FOR = timedelta(days=1)
_SALT = "change-of-address"


def link_token(user: User, *, email: str) -> str:
    """Good for as long as the account has its present address and password."""
    return signing.dumps(
        {"user": user.pk, "from": user.email, "to": email, "mark": user.get_session_auth_hash()},
        salt=_SALT,
    )


@transaction.atomic
def change_address(*, token: str) -> tuple[User, str]:
    """The user with the new address, and the old one. Raises LinkSpentError."""
    try:
        asked = signing.loads(token, salt=_SALT, max_age=LINK_GOOD_FOR)
    except signing.BadSignature as error:
        raise LinkSpentError from error
    user = User.objects.select_for_update().filter(pk=asked["user"], is_active=True).first()
    if user is None or user.email != asked["from"] or user.get_session_auth_hash() != asked["mark"]:
        raise LinkSpentError
    release_address(asked["to"], but_of=user)
    user.email, user.email_confirmed = asked["to"], True
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_confirmed"])
    except IntegrityError as error:  # somebody signed up with it since
        raise LinkSpentError from error
    return user, asked["from"]
