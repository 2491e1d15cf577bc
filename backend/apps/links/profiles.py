"""Edit a profile's text, and count unread replies."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import InvalidInputError
from apps.links.feeds import replies
from apps.links.models import Comment, Profile
from apps.links.models.profile import MAX_ABOUT_LENGTH
from apps.links.normalization import normalize_text

MAX_UNREAD_REPLIES = 100


def get_about(user: User) -> str:
    return Profile.objects.filter(user=user).values_list("about", flat=True).first() or ""


def edit_about(*, user: User, about: str) -> Profile:
    """Change the user's text about themselves. Raise InvalidInputError."""
    about = normalize_text(about, field="about").strip()
    if len(about) > MAX_ABOUT_LENGTH:
        raise InvalidInputError("about", _("A profile text may have at most 2,000 characters."))
    profile, _created = Profile.objects.update_or_create(user=user, defaults={"about": about})
    return profile


def count_unread_replies(user: User) -> int:
    """Return the number of replies since the user last read them, at most MAX_UNREAD_REPLIES."""
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    unread = replies(to=user, after_id=profile.last_read_reply_id)
    return unread[:MAX_UNREAD_REPLIES].count()


def mark_replies_read(user: User) -> None:
    """Mark all replies that exist as read."""
    newest = Comment.objects.aggregate(newest=Max("pk"))["newest"] or 0
    Profile.objects.update_or_create(user=user, defaults={"last_read_reply_id": newest})
