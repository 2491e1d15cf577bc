"""Submit, edit and delete links."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links import canonical_urls
from apps.links.errors import ForbiddenError, InvalidInputError, NotFoundError
from apps.links.locks import lock_link
from apps.links.models import Link, Status
from apps.links.models.link import MAX_TEXT_LENGTH, MAX_TITLE_LENGTH
from apps.links.normalization import normalize_text
from apps.links.search_index import index_link, remove_from_index
from apps.links.voting import cast_vote


@dataclass(frozen=True, kw_only=True)
class Submission:
    link: Link
    is_duplicate: bool
    """True if a live link to the page existed, which got a vote instead."""


def submit_link(*, user: User, title: str, url: str = "", text: str = "") -> Submission:
    """Create a link with its author's vote, or vote for the live link to the same page.

    Raise InvalidInputError, or ForbiddenError if others keep submitting and deleting the page.
    """
    url = canonical_urls.add_scheme(url.strip())
    try:
        key = canonical_urls.canonicalize_url(url) if url else ""
        site = canonical_urls.get_site(url) if url else ""
    except canonical_urls.InvalidUrlError as error:
        raise InvalidInputError("url", error.message) from error
    link = Link(
        title=_validate_title(title),
        url=url,
        canonical_url=key,
        site=site,
        text=_validate_text(text, is_required=not url),
        posted_by=user,
    )
    for _attempt in range(2):
        try:
            return _vote_for_duplicate(user, key) or _create_link(user, link)
        except (IntegrityError, NotFoundError):
            # Another user submitted or deleted the page concurrently: try once more.
            link.pk = None
    raise ForbiddenError(_("Others are submitting this page right now. Please try again."))


@transaction.atomic
def edit_link(
    *, user: User, link_id: int, title: str | None = None, text: str | None = None
) -> Link:
    """Change title and text; not the URL, which others have voted for.

    Raise NotFoundError, ForbiddenError or InvalidInputError.
    """
    link = _lock_editable_link(user=user, link_id=link_id)
    if title is not None:
        link.title = _validate_title(title)
    if text is not None:
        link.text = _validate_text(text, is_required=not link.url)
    link.edited_at = timezone.now()
    link.save(update_fields=["title", "text", "edited_at"])
    index_link(link)
    return link


@transaction.atomic
def delete_link(*, user: User, link_id: int) -> Link:
    """Delete a link; its comments stay readable by URL. Raise NotFoundError or ForbiddenError."""
    link = _lock_editable_link(user=user, link_id=link_id)
    link.status = Status.DELETED
    link.save(update_fields=["status"])
    remove_from_index(link)
    return link


def _lock_editable_link(*, user: User, link_id: int) -> Link:
    """Raise NotFoundError, or ForbiddenError if the user may not change the link (any more)."""
    link = lock_link(link_id)
    if not link.is_live:
        raise NotFoundError
    if link.posted_by_id != user.pk:
        raise ForbiddenError(_("You can only change your own posts."))
    if not link.is_editable_by(user):
        raise ForbiddenError(_("Posts can be changed for two hours only."))
    return link


def _vote_for_duplicate(user: User, key: str) -> Submission | None:
    """Vote for the live link to the same page, if there is one."""
    if not key:
        return None
    known = Link.objects.filter(canonical_url=key, status=Status.LIVE).first()
    if known is None:
        return None
    return Submission(link=cast_vote(user=user, link_id=known.pk).link, is_duplicate=True)


@transaction.atomic
def _create_link(user: User, link: Link) -> Submission:
    link.save(force_insert=True)
    index_link(link)
    return Submission(link=cast_vote(user=user, link_id=link.pk).link, is_duplicate=False)


def _validate_title(title: str) -> str:
    title = " ".join(normalize_text(title, field="description").split())
    if not title:
        raise InvalidInputError("description", _("Title is required."))
    if len(title) > MAX_TITLE_LENGTH:
        raise InvalidInputError("description", _("A title may have at most 200 characters."))
    return title


def _validate_text(text: str, *, is_required: bool) -> str:
    text = normalize_text(text, field="text").strip()
    if is_required and not text:
        raise InvalidInputError("url", _("Enter a URL or a text."))
    if len(text) > MAX_TEXT_LENGTH:
        raise InvalidInputError("text", _("A text may have at most 10,000 characters."))
    return text
