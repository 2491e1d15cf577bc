"""Links that somebody keeps for later."""

from apps.accounts.models import User
from apps.links.errors import UnknownError
from apps.links.models import Link, SavedLink, Status


def save(*, user: User, link_id: int) -> Link:
    """Saved twice, it is saved. Raises UnknownError."""
    link = Link.objects.filter(pk=link_id, status=Status.LIVE).first()
    if link is None:
        raise UnknownError
    SavedLink.objects.get_or_create(user=user, link=link)
    return link


def forget(*, user: User, link_id: int) -> Link:
    """What is not live any more as well. Raises UnknownError."""
    link = Link.objects.filter(pk=link_id).first()
    if link is None:
        raise UnknownError
    SavedLink.objects.filter(user=user, link=link).delete()
    return link
