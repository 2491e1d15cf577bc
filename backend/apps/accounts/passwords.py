from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from apps.accounts.models import Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.sign_up import LinkSpentError

reset_tokens = PasswordResetTokenGenerator()


def reset_uid(user: User) -> str:
    return urlsafe_base64_encode(force_bytes(user.pk))


def owner_of_link(*, uid: str, token: str) -> User:
    """Whose reset this is, locked for the transaction: of two who open the link at once, the second
    finds it used. Raises LinkSpentError."""
    locked = User.objects.select_for_update(no_key=True)
    try:
        user = locked.get(pk=int(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist) as error:
        raise LinkSpentError from error
    if not reset_tokens.check_token(user, token):
        raise LinkSpentError
    return user


@transaction.atomic
def change_password(*, user: User, password: str, keep: Session | None = None) -> None:
    """Every session ends but the one to keep, whose tokens have to be renewed."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user=user, end=Session.End.CREDENTIALS_CHANGED, keep=keep.pk if keep else None)
