from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

import graphene
from constance import config
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.schema import viewer_of
from apps.core.graphql.limits import MOST_ROWS
from apps.core.graphql.peers import together
from apps.core.graphql.refusals import bad_input
from apps.links import feeds
from apps.links.karma import karma_of
from apps.links.models import HiddenLink, Link, Moderation, SavedLink, Status, Vote
from apps.links.moderating import is_moderator
from apps.links.schema.connections import (
    connected,
    cursors,
    page_arguments,
    paged,
    size_of,
)
from apps.links.schema.related import viewer_if_any
from apps.links.schema.types import (
    CommentConnection,
    LinkConnection,
    LinkType,
    ModerationConnection,
    ProfileType,
    VoteType,
    key_of,
)
from apps.links.search import LONGEST_QUERY, containing, search_comments, search_links

DEEPEST_SKIP = 10_000


class Feed(Enum):
    TOP = "top"
    NEW = "new"
    BEST = "best"
    ASK = "ask"


FeedType = graphene.Enum.from_enum(Feed)


class RightsType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """What you may do among the links."""

    karma = graphene.Int(required=True)
    may_flag = graphene.Boolean(required=True)
    may_downvote = graphene.Boolean(required=True)
    may_moderate = graphene.Boolean(required=True)


class FoundLinks(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    words = graphene.String(
        required=True, description="What was looked for: other words, where yours were misspelt."
    )
    links = graphene.Field(LinkConnection, required=True)


class FoundComments(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    words = graphene.String(required=True, description="As with links.")
    comments = graphene.Field(CommentConnection, required=True)


class LinksQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    links = graphene.List(
        LinkType,
        search=graphene.String(description="Anywhere in the address or the title."),
        first=graphene.Int(description="At most 100."),
        skip=graphene.Int(description="At most 10,000; `feed` goes on from there."),
        description="The newest ones.",
    )
    votes = graphene.List(VoteType, description="The newest 100.")
    feed = graphene.Field(
        LinkConnection,
        required=True,
        which=graphene.Argument(FeedType, name="list", default_value=Feed.TOP),
        **page_arguments(),
    )
    links_of = graphene.Field(
        LinkConnection,
        required=True,
        site=graphene.String(),
        username=graphene.String(),
        description="Of a site, of somebody, or of both; the newest first.",
        **page_arguments(),
    )
    saved_links = graphene.Field(
        LinkConnection, required=True, description="Yours.", **page_arguments()
    )
    hidden_links = graphene.Field(
        LinkConnection, required=True, description="Yours.", **page_arguments()
    )
    comments = graphene.Field(
        CommentConnection,
        required=True,
        username=graphene.String(),
        description="Of everybody, or of somebody; the newest first.",
        **page_arguments(),
    )
    answers = graphene.Field(
        CommentConnection,
        required=True,
        description="Of others, to your comments and your links; the newest first.",
        **page_arguments(),
    )
    search_links = graphene.Field(
        FoundLinks, required=True, words=graphene.String(required=True), **page_arguments()
    )
    search_comments = graphene.Field(
        FoundComments, required=True, words=graphene.String(required=True), **page_arguments()
    )
    link = graphene.Field(LinkType, key=graphene.ID(name="id", required=True))
    profile = graphene.Field(ProfileType, username=graphene.String(required=True))
    rights = graphene.Field(RightsType, required=True)
    moderations = graphene.Field(ModerationConnection, required=True, **page_arguments())

    @staticmethod
    def resolve_links(
        root: None,
        info: GraphQLResolveInfo,
        search: str | None = None,
        first: int | None = None,
        skip: int | None = None,
    ) -> list[Link]:
        found = containing(search[:LONGEST_QUERY]) if search else feeds.links()
        start = checked_skip(skip or 0)
        size = size_of(first, most=MOST_ROWS)
        return together(found.order_by("-pk")[start : start + size])

    @staticmethod
    def resolve_votes(root: None, info: GraphQLResolveInfo) -> list[Vote]:
        live = Vote.objects.filter(link__status=Status.LIVE)
        return together(live.order_by("-pk")[:MOST_ROWS])

    @staticmethod
    def resolve_feed(
        root: None, info: GraphQLResolveInfo, which: Any, first: int, after: str | None = None
    ) -> Any:
        viewer = viewer_if_any(info)
        return paged(lambda size: FEEDS[which](first=size, after=after, viewer=viewer), first=first)

    @staticmethod
    def resolve_links_of(
        root: None,
        info: GraphQLResolveInfo,
        first: int,
        site: str | None = None,
        username: str | None = None,
        after: str | None = None,
    ) -> Any:
        if site is None and username is None:
            raise bad_input(_("Name a site, or somebody."), field="site")
        rows = feeds.links(site=site, by=somebody(username))
        return paged(lambda size: feeds.newest(rows, first=size, after=after), first=first)

    @staticmethod
    def resolve_saved_links(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        return marked_links(SavedLink, info, first=first, after=after)

    @staticmethod
    def resolve_hidden_links(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        return marked_links(HiddenLink, info, first=first, after=after)

    @staticmethod
    def resolve_comments(
        root: None,
        info: GraphQLResolveInfo,
        first: int,
        username: str | None = None,
        after: str | None = None,
    ) -> Any:
        rows = feeds.comments(by=somebody(username))
        return paged(lambda size: feeds.newest(rows, first=size, after=after), first=first)

    @staticmethod
    def resolve_answers(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        rows = feeds.answers(to=viewer_of(info))
        return paged(lambda size: feeds.newest(rows, first=size, after=after), first=first)

    @staticmethod
    def resolve_search_links(
        root: None, info: GraphQLResolveInfo, words: str, first: int, after: str | None = None
    ) -> Any:
        with cursors():
            found = search_links(text=words, first=size_of(first), after=after)
        return {"links": connected(found.page), "words": found.words}

    @staticmethod
    def resolve_search_comments(
        root: None, info: GraphQLResolveInfo, words: str, first: int, after: str | None = None
    ) -> Any:
        with cursors():
            found = search_comments(text=words, first=size_of(first), after=after)
        return {"comments": connected(found.page), "words": found.words}

    @staticmethod
    def resolve_link(root: None, info: GraphQLResolveInfo, key: str) -> Link | None:
        return Link.objects.filter(pk=key_of(key)).first()

    @staticmethod
    def resolve_profile(root: None, info: GraphQLResolveInfo, username: str) -> User | None:
        return User.objects.filter(handle__iexact=username, is_active=True).first()

    @staticmethod
    def resolve_rights(root: None, info: GraphQLResolveInfo) -> dict[str, Any]:
        user = viewer_of(info)
        karma = karma_of(user)
        return {
            "karma": karma,
            "may_flag": karma >= config.KARMA_TO_FLAG,
            "may_downvote": karma >= config.KARMA_TO_DOWNVOTE,
            "may_moderate": is_moderator(user),
        }

    @staticmethod
    def resolve_moderations(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        rows = Moderation.objects.all()
        return paged(lambda size: feeds.newest(rows, first=size, after=after), first=first)


FEEDS: dict[Feed, Callable[..., feeds.Page]] = {
    Feed.TOP: feeds.top,
    Feed.NEW: feeds.new,
    Feed.BEST: feeds.best,
    Feed.ASK: partial(feeds.top, ask=True),
}


def marked_links(
    kind: type[SavedLink | HiddenLink],
    info: GraphQLResolveInfo,
    *,
    first: int,
    after: str | None,
) -> Any:
    user = viewer_of(info)
    return paged(lambda size: feeds.marked(kind, user=user, first=size, after=after), first=first)


def somebody(username: str | None) -> User | None:
    """None where nobody is asked for. Refuses a name that nobody has."""
    if username is None:
        return None
    user = User.objects.filter(handle__iexact=username, is_active=True).first()
    if user is None:
        raise bad_input(_("Nobody has this name."), field="username")
    return user


def checked_skip(skip: int) -> int:
    if skip < 0:
        raise bad_input(_("Skip 0 rows or more."), field="skip")
    if skip > DEEPEST_SKIP:
        raise bad_input(_("Skip at most 10,000 rows; `feed` goes on from there."), field="skip")
    return skip
