"""Saved and hidden links, visible to their user only. All changes are idempotent."""

from apps.accounts.models import User
from apps.links.errors import NotFoundError
from apps.links.models import HiddenLink, Link, SavedLink, Status


def save_link(*, user: User, link_id: int) -> Link:
    """Raise NotFoundError if the link is not live."""
    return _add_bookmark(SavedLink, user, link_id)


def unsave_link(*, user: User, link_id: int) -> Link:
    """Remove a saved link, live or not. Raise NotFoundError."""
    return _remove_bookmark(SavedLink, user, link_id)


def hide_link(*, user: User, link_id: int) -> Link:
    """Raise NotFoundError if the link is not live."""
    return _add_bookmark(HiddenLink, user, link_id)


def unhide_link(*, user: User, link_id: int) -> Link:
    """Unhide a link, live or not. Raise NotFoundError."""
    return _remove_bookmark(HiddenLink, user, link_id)


def _add_bookmark(kind: type[SavedLink | HiddenLink], user: User, link_id: int) -> Link:
    link = Link.objects.filter(pk=link_id, status=Status.LIVE).first()
    if link is None:
        raise NotFoundError
    kind._default_manager.get_or_create(user=user, link=link)
    return link


def _remove_bookmark(kind: type[SavedLink | HiddenLink], user: User, link_id: int) -> Link:
    link = Link.objects.filter(pk=link_id).first()
    if link is None:
        raise NotFoundError
    kind._default_manager.filter(user=user, link=link).delete()
    return link
