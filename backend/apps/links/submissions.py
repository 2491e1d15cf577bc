"""Links come, are edited, and go."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links import addresses
from apps.links.errors import InvalidError, RefusedError, UnknownError
from apps.links.locks import locked_link
from apps.links.models import Link, Status
from apps.links.models.link import LONGEST_TEXT, LONGEST_TITLE
from apps.links.search_index import index_link, leave_index
from apps.links.texts import cleaned
from apps.links.voting import vote


@dataclass(frozen=True, kw_only=True)
class Submitted:
    link: Link
    is_duplicate: bool
    """Somebody had brought it before: what came of it is a vote."""


def submit(*, user: User, title: str, url: str = "", text: str = "") -> Submitted:
    """A new link with its author's vote; where a live one leads to the same page, a vote for that.

    Raises InvalidError.
    """
    url = url.strip()
    try:
        key = addresses.canonical(url) if url else ""
        site = addresses.site_of(url) if url else ""
    except addresses.BadAddressError as error:
        raise InvalidError("url", error.sentence) from error
    link = Link(
        title=_title(title),
        url=url,
        canonical_url=key,
        site=site,
        text=_text(text, needed=not url),
        posted_by=user,
    )
    for _attempt in range(2):
        try:
            return _join(user, key) or _begin(user, link)
        except (IntegrityError, UnknownError):
            # Brought by somebody else at this moment, or deleted at it: the other way, then.
            link.pk = None
    raise RefusedError(_("This page is being submitted by others right now. Try again."))


@transaction.atomic
def edit(*, user: User, link_id: int, title: str | None = None, text: str | None = None) -> Link:
    """Other words; the address stays, as what was voted for. Raises UnknownError, RefusedError or
    InvalidError."""
    link = own_link(user=user, link_id=link_id)
    if title is not None:
        link.title = _title(title)
    if text is not None:
        link.text = _text(text, needed=not link.url)
    link.edited_at = timezone.now()
    link.save(update_fields=["title", "text", "edited_at"])
    index_link(link)
    return link


@transaction.atomic
def delete(*, user: User, link_id: int) -> Link:
    """Whoever has their address still reads the comments. Raises UnknownError or RefusedError."""
    link = own_link(user=user, link_id=link_id)
    link.status = Status.DELETED
    link.save(update_fields=["status"])
    leave_index(link)
    return link


def own_link(*, user: User, link_id: int) -> Link:
    """Locked. Raises UnknownError, or RefusedError where it is another's or too late."""
    link = locked_link(link_id)
    if not link.is_live:
        raise UnknownError
    if link.posted_by_id != user.pk:
        raise RefusedError(_("This is somebody else's."))
    if not link.may_change(user):
        raise RefusedError(_("This can be changed for two hours, which are over."))
    return link


def _join(user: User, key: str) -> Submitted | None:
    """Vote for the live link of the same page, where there is one."""
    if not key:
        return None
    known = Link.objects.filter(canonical_url=key, status=Status.LIVE).first()
    if known is None:
        return None
    return Submitted(link=vote(user=user, link_id=known.pk).link, is_duplicate=True)


@transaction.atomic
def _begin(user: User, link: Link) -> Submitted:
    link.save(force_insert=True)
    index_link(link)
    return Submitted(link=vote(user=user, link_id=link.pk).link, is_duplicate=False)


def _title(title: str) -> str:
    title = " ".join(cleaned(title, field="description").split())
    if not title:
        raise InvalidError("description", _("Give it a title."))
    if len(title) > LONGEST_TITLE:
        raise InvalidError("description", _("A title has at most 200 characters."))
    return title


def _text(text: str, *, needed: bool) -> str:
    text = cleaned(text, field="text").strip()
    if needed and not text:
        raise InvalidError("url", _("Give an address, or a text."))
    if len(text) > LONGEST_TEXT:
        raise InvalidError("text", _("A text has at most 10,000 characters."))
    return text
