"""How somebody marks a link for themselves alone: kept for later, or hidden from their lists."""

from apps.accounts.models import User
from apps.links.errors import UnknownError
from apps.links.models import HiddenLink, Link, SavedLink, Status


def save(*, user: User, link_id: int) -> Link:
    """Saved twice, it is saved. Raises UnknownError."""
    return _mark(SavedLink, user, link_id)


def forget(*, user: User, link_id: int) -> Link:
    """What is not live any more as well. Raises UnknownError."""
    return _unmark(SavedLink, user, link_id)


def hide(*, user: User, link_id: int) -> Link:
    """Hidden twice, it is hidden. Raises UnknownError."""
    return _mark(HiddenLink, user, link_id)


def show(*, user: User, link_id: int) -> Link:
    """What is not live any more as well. Raises UnknownError."""
    return _unmark(HiddenLink, user, link_id)


def _mark(kind: type[SavedLink | HiddenLink], user: User, link_id: int) -> Link:
    link = Link.objects.filter(pk=link_id, status=Status.LIVE).first()
    if link is None:
        raise UnknownError
    kind._default_manager.get_or_create(user=user, link=link)
    return link


def _unmark(kind: type[SavedLink | HiddenLink], user: User, link_id: int) -> Link:
    link = Link.objects.filter(pk=link_id).first()
    if link is None:
        raise UnknownError
    kind._default_manager.filter(user=user, link=link).delete()
    return link
