from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from apps.accounts.models import Session, User
from apps.accounts.registration.sign_up import InvalidLinkError
from apps.accounts.sessions.sessions import end_sessions

reset_tokens = PasswordResetTokenGenerator()


def encode_uid(user: User) -> str:
    return urlsafe_base64_encode(force_bytes(user.pk))


def get_user_by_reset_token(*, uid: str, token: str) -> User:
    """Return the user of a reset link, locked so that concurrent requests cannot both use it.

    Raise InvalidLinkError.
    """
    locked = User.objects.select_for_update(no_key=True)
    try:
        user = locked.get(pk=int(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist) as error:
        raise InvalidLinkError from error
    if not reset_tokens.check_token(user, token):
        raise InvalidLinkError
    return user


@transaction.atomic
def change_password(*, user: User, password: str, keep: Session | None = None) -> None:
    """Set the password and end all sessions except `keep`, whose tokens must be reissued."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user=user, end=Session.End.CREDENTIALS_CHANGED, keep=keep.pk if keep else None)
