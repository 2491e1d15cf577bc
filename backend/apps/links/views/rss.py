"""The lists for feed readers. Source: RSS 2.0 Specification, rssboard.org."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.links import feeds
from apps.links.models import Comment, Link

ITEMS = 30
LISTS: dict[str, Callable[[], feeds.Page]] = {
    "top": lambda: feeds.top(first=ITEMS),
    "new": lambda: feeds.new(first=ITEMS),
    "best": lambda: feeds.best(first=ITEMS),
    "ask": lambda: feeds.top(first=ITEMS, ask=True),
}


class LinksRss(Feed):  # type: ignore[type-arg] # no generic at run time
    """One of LISTS, or the links of a site or of somebody."""

    def get_object(
        self, request: HttpRequest, which: str = "", site: str = "", username: str = ""
    ) -> tuple[str, str, Sequence[Link]]:
        """What the feed is called, its page, and what is in it."""
        if which in LISTS:
            path = "/links" if which == "top" else f"/links/{which}"
            return which, path, LISTS[which]().rows
        if site:
            rows = feeds.links(site=site)
            return site, f"/links/site/{site}", feeds.newest(rows, first=ITEMS).rows
        person = User.objects.filter(handle__iexact=username, is_active=True).first()
        if person is None:
            raise Http404
        rows = feeds.links(by=person)
        path = f"/links/by/{person.handle}"
        return person.handle, path, feeds.newest(rows, first=ITEMS).rows

    def title(self, feed: tuple[str, str, Sequence[Link]]) -> str:
        return f"{settings.APP_TITLE}: {feed[0]}"

    def link(self, feed: tuple[str, str, Sequence[Link]]) -> str:
        return page(feed[1])

    def description(self, feed: tuple[str, str, Sequence[Link]]) -> str:
        return _("Links, and what is said about them.")

    def items(self, feed: tuple[str, str, Sequence[Link]]) -> Sequence[Link]:
        prefetch_related_objects(feed[2], "posted_by")
        return feed[2]

    def item_title(self, item: Link) -> str:
        return item.title

    def item_link(self, item: Link) -> str:
        return item.url or page(f"/links/{item.pk}")

    def item_guid(self, item: Link) -> str:
        return page(f"/links/{item.pk}")

    def item_comments(self, item: Link) -> str:
        return page(f"/links/{item.pk}")

    def item_description(self, item: Link) -> str:
        comments = format_html('<a href="{}">{}</a>', page(f"/links/{item.pk}"), _("Comments"))
        return format_html("<p>{}</p>{}", item.text, comments) if item.text else comments

    def item_author_name(self, item: Link) -> str | None:
        return item.posted_by.handle if item.posted_by else None

    def item_pubdate(self, item: Link) -> datetime:
        return item.created_at


class CommentsRss(Feed):  # type: ignore[type-arg] # no generic at run time
    """The newest comments."""

    def title(self) -> str:
        return f"{settings.APP_TITLE}: {_('Comments')}"

    def link(self) -> str:
        return page("/links/comments")

    def description(self) -> str:
        return _("What is said about the links.")

    def items(self) -> Sequence[Comment]:
        rows = feeds.newest(feeds.comments(), first=ITEMS).rows
        prefetch_related_objects(rows, "link", "author")
        return rows

    def item_title(self, item: Comment) -> str:
        name = item.author.handle if item.author else _("somebody who left")
        return _("%(name)s on “%(title)s”") % {"name": name, "title": item.link.title}

    def item_link(self, item: Comment) -> str:
        return page(f"/links/{item.link_id}/comments/{item.pk}")

    def item_description(self, item: Comment) -> str:
        return format_html("<p>{}</p>", item.body)

    def item_pubdate(self, item: Comment) -> datetime:
        return item.created_at


def page(path: str) -> str:
    """Of the front end."""
    return f"{settings.SITE_URL}{path}"
