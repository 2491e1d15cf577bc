"""RSS feeds of links and comments. Source: RSS 2.0 Specification, rssboard.org."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.links import feeds
from apps.links.canonical_urls import InvalidUrlError, normalize_site
from apps.links.models import Comment, Link
from apps.links.models.link import IS_SHOW_POST, IS_TEXT_POST

MAX_ITEMS = 30
FEEDS: dict[str, Callable[[], feeds.Page]] = {
    "top": lambda: feeds.top(first=MAX_ITEMS),
    "new": lambda: feeds.new(first=MAX_ITEMS),
    "best": lambda: feeds.best(first=MAX_ITEMS),
    "ask": lambda: feeds.top(first=MAX_ITEMS, only=IS_TEXT_POST),
    "show": lambda: feeds.top(first=MAX_ITEMS, only=IS_SHOW_POST),
}
# All but the characters of https://www.w3.org/TR/xml/#charsets.
FORBIDDEN_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ValidXmlRss(Rss201rev2Feed):
    """RSS without the characters that XML forbids: with one of them no reader can parse it."""

    def write(self, outfile: Any, encoding: str) -> None:
        self.feed = _without_forbidden(self.feed)
        self.items = [_without_forbidden(item) for item in self.items]
        super().write(outfile, encoding)


class LinksRss(Feed):  # type: ignore[type-arg] # no generic at run time
    """RSS feed of one of FEEDS, or of the links of a site or a user."""

    feed_type = ValidXmlRss

    def get_object(
        self, request: HttpRequest, which: str = "", site: str = "", username: str = ""
    ) -> tuple[str, str, Sequence[Link]]:
        """Return the feed's name, the path of its page, and its links."""
        if which in FEEDS:
            path = "/links" if which == "top" else f"/links/{which}"
            return which, path, FEEDS[which]().rows
        if site:
            try:
                site = normalize_site(site)
            except InvalidUrlError as error:
                raise Http404 from error
            rows = feeds.live_links(site=site)
            return site, f"/links/site/{site}", feeds.newest_page(rows, first=MAX_ITEMS).rows
        if "\x00" in username:  # Postgres has no such text to compare with
            raise Http404
        user = User.objects.filter(handle__iexact=username, is_active=True).first()
        if user is None:
            raise Http404
        rows = feeds.live_links(by=user)
        path = f"/links/by/{user.handle}"
        return user.handle, path, feeds.newest_page(rows, first=MAX_ITEMS).rows

    def title(self, feed: tuple[str, str, Sequence[Link]]) -> str:
        return f"{settings.PRODUCT_NAME}: {feed[0]}"

    def link(self, feed: tuple[str, str, Sequence[Link]]) -> str:
        return page_url(feed[1])

    def description(self, feed: tuple[str, str, Sequence[Link]]) -> str:
        return _("Submitted links and their comments.")

    def items(self, feed: tuple[str, str, Sequence[Link]]) -> Sequence[Link]:
        prefetch_related_objects(feed[2], "posted_by")
        return feed[2]

    def item_title(self, item: Link) -> str:
        return item.title

    def item_link(self, item: Link) -> str:
        return item.url or page_url(f"/links/{item.pk}")

    def item_guid(self, item: Link) -> str:
        return page_url(f"/links/{item.pk}")

    def item_comments(self, item: Link) -> str:
        return page_url(f"/links/{item.pk}")

    def item_description(self, item: Link) -> str:
        comments = format_html('<a href="{}">{}</a>', page_url(f"/links/{item.pk}"), _("Comments"))
        return format_html("<p>{}</p>{}", item.text, comments) if item.text else comments

    def item_author_name(self, item: Link) -> str | None:
        return item.posted_by.handle if item.posted_by else None

    def item_pubdate(self, item: Link) -> datetime:
        return item.created_at


class CommentsRss(Feed):  # type: ignore[type-arg] # no generic at run time
    """RSS feed of the newest comments."""

    feed_type = ValidXmlRss

    def title(self) -> str:
        return f"{settings.PRODUCT_NAME}: {_('Comments')}"

    def link(self) -> str:
        return page_url("/links/comments")

    def description(self) -> str:
        return _("The newest comments on links.")

    def items(self) -> Sequence[Comment]:
        rows = feeds.newest_page(feeds.live_comments(), first=MAX_ITEMS).rows
        prefetch_related_objects(rows, "link", "author")
        return rows

    def item_title(self, item: Comment) -> str:
        name = item.author.handle if item.author else _("[deleted]")
        return _("%(name)s on “%(title)s”") % {"name": name, "title": item.link.title}

    def item_link(self, item: Comment) -> str:
        return page_url(f"/links/{item.link_id}/comments/{item.pk}")

    def item_description(self, item: Comment) -> str:
        return format_html("<p>{}</p>", item.body)

    def item_pubdate(self, item: Comment) -> datetime:
        return item.created_at


def page_url(path: str) -> str:
    """Return the URL of a front-end page."""
    return f"{settings.SITE_URL}{path}"


def _without_forbidden(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: FORBIDDEN_IN_XML.sub("", value) if isinstance(value, str) else value
        for name, value in values.items()
    }
