from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import partial
from typing import Any

import graphene
from constance import config
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import get_viewer
from apps.accounts.models import User
from apps.core.graphql.batching import mark_batch
from apps.core.graphql.errors import bad_input
from apps.core.graphql.query_cost import MAX_PAGE_SIZE
from apps.links import feeds
from apps.links.canonical_urls import InvalidUrlError
from apps.links.graphql.connections import (
    batched_connection,
    cursor_errors,
    get_page_size,
    load_connection,
    page_arguments,
)
from apps.links.graphql.related import get_optional_viewer
from apps.links.graphql.types import (
    CommentConnection,
    LinkConnection,
    LinkType,
    ModerationConnection,
    ProfileType,
    VoteType,
    parse_id,
)
from apps.links.karma import get_karma
from apps.links.models import HiddenLink, Link, Moderation, SavedLink, Status, Vote
from apps.links.models.link import IS_SHOW_POST, IS_TEXT_POST
from apps.links.moderation import is_moderator
from apps.links.profiles import MAX_UNREAD_REPLIES, count_unread_replies
from apps.links.search import MAX_QUERY_LENGTH, links_containing, search_comments, search_links

MAX_SKIP = 10_000


class Feed(Enum):
    TOP = "top"
    NEW = "new"
    BEST = "best"
    ASK = "ask"
    SHOW = "show"


FeedType = graphene.Enum.from_enum(Feed)


class RightsType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """Your karma, and what it allows you to do."""

    karma = graphene.Int(required=True)
    may_flag = graphene.Boolean(required=True)
    may_downvote = graphene.Boolean(required=True)
    may_moderate = graphene.Boolean(required=True)


class FoundLinks(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    words = graphene.String(
        required=True, description="The words searched for; misspelled ones are corrected."
    )
    links = graphene.Field(LinkConnection, required=True)


class FoundComments(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    words = graphene.String(
        required=True, description="The words searched for; misspelled ones are corrected."
    )
    comments = graphene.Field(CommentConnection, required=True)


class LinksQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    links = graphene.List(
        LinkType,
        search=graphene.String(description="Text anywhere in the URL or the title."),
        first=graphene.Int(description="At most 100."),
        skip=graphene.Int(description="At most 10,000; use `feed` to go further."),
        description="The newest links.",
    )
    votes = graphene.List(VoteType, description="The newest 100 votes.")
    feed = graphene.Field(
        LinkConnection,
        required=True,
        which=graphene.Argument(FeedType, name="list", required=True, default_value=Feed.TOP),
        **page_arguments(),
    )
    front_page = graphene.Field(
        LinkConnection,
        required=True,
        day=graphene.Date(required=True),
        description="Links submitted on a day (UTC); highest score first.",
        **page_arguments(),
    )
    links_of = graphene.Field(
        LinkConnection,
        required=True,
        site=graphene.String(),
        username=graphene.String(),
        description="Links of a site, of a user, or of a user to a site; newest first.",
        **page_arguments(),
    )
    saved_links = graphene.Field(
        LinkConnection, required=True, description="Links you saved.", **page_arguments()
    )
    hidden_links = graphene.Field(
        LinkConnection, required=True, description="Links you hid.", **page_arguments()
    )
    comments = graphene.Field(
        CommentConnection,
        required=True,
        username=graphene.String(),
        description="All comments, or those of a user; newest first.",
        **page_arguments(),
    )
    answers = graphene.Field(
        CommentConnection,
        required=True,
        description="Other users' replies to your comments and links; newest first.",
        **page_arguments(),
    )
    unread_replies = graphene.Int(
        required=True,
        description=f"`answers` since your last `markRepliesRead`, at most {MAX_UNREAD_REPLIES}.",
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
        found = links_containing(search[:MAX_QUERY_LENGTH]) if search else feeds.live_links()
        start = validate_skip(skip or 0)
        size = get_page_size(first, most=MAX_PAGE_SIZE)
        return mark_batch(found.order_by("-pk")[start : start + size])

    @staticmethod
    def resolve_votes(root: None, info: GraphQLResolveInfo) -> list[Vote]:
        live = Vote.objects.filter(link__status=Status.LIVE)
        return mark_batch(live.order_by("-pk")[:MAX_PAGE_SIZE])

    @staticmethod
    def resolve_feed(
        root: None, info: GraphQLResolveInfo, which: Any, first: int, after: str | None = None
    ) -> Any:
        viewer = get_optional_viewer(info)
        return load_connection(
            lambda size: FEEDS[which](first=size, after=after, viewer=viewer), first=first
        )

    @staticmethod
    def resolve_front_page(
        root: None, info: GraphQLResolveInfo, day: date, first: int, after: str | None = None
    ) -> Any:
        viewer = get_optional_viewer(info)
        return load_connection(
            lambda size: feeds.front_page(day=day, first=size, after=after, viewer=viewer),
            first=first,
        )

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
            raise bad_input(_("Enter a site or a username."), field="site")
        try:
            rows = feeds.live_links(site=site, by=find_user(username))
        except InvalidUrlError as error:
            raise bad_input(error.message, field="site") from error
        return load_connection(
            lambda size: feeds.newest_page(rows, first=size, after=after), first=first
        )

    @staticmethod
    def resolve_saved_links(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        return bookmark_connection(SavedLink, info, first=first, after=after)

    @staticmethod
    def resolve_hidden_links(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        return bookmark_connection(HiddenLink, info, first=first, after=after)

    @staticmethod
    def resolve_comments(
        root: None,
        info: GraphQLResolveInfo,
        first: int,
        username: str | None = None,
        after: str | None = None,
    ) -> Any:
        rows = feeds.live_comments(by=find_user(username))
        return load_connection(
            lambda size: feeds.newest_page(rows, first=size, after=after), first=first
        )

    @staticmethod
    def resolve_answers(
        root: None, info: GraphQLResolveInfo, first: int, after: str | None = None
    ) -> Any:
        rows = feeds.replies(to=get_viewer(info))
        return load_connection(
            lambda size: feeds.newest_page(rows, first=size, after=after), first=first
        )

    @staticmethod
    def resolve_unread_replies(root: None, info: GraphQLResolveInfo) -> int:
        return count_unread_replies(get_viewer(info))

    @staticmethod
    def resolve_search_links(
        root: None, info: GraphQLResolveInfo, words: str, first: int, after: str | None = None
    ) -> Any:
        with cursor_errors():
            found = search_links(text=words, first=get_page_size(first), after=after)
        return {"links": batched_connection(found.page), "words": found.words}

    @staticmethod
    def resolve_search_comments(
        root: None, info: GraphQLResolveInfo, words: str, first: int, after: str | None = None
    ) -> Any:
        with cursor_errors():
            found = search_comments(text=words, first=get_page_size(first), after=after)
        return {"comments": batched_connection(found.page), "words": found.words}

    @staticmethod
    def resolve_link(root: None, info: GraphQLResolveInfo, key: str) -> Link | None:
        return Link.objects.filter(pk=parse_id(key)).first()

    @staticmethod
    def resolve_profile(root: None, info: GraphQLResolveInfo, username: str) -> User | None:
        return User.objects.filter(handle__iexact=username, is_active=True).first()

    @staticmethod
    def resolve_rights(root: None, info: GraphQLResolveInfo) -> dict[str, Any]:
        user = get_viewer(info)
        karma = get_karma(user)
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
        return load_connection(
            lambda size: feeds.newest_page(rows, first=size, after=after), first=first
        )


FEEDS: dict[Feed, Callable[..., feeds.Page]] = {
    Feed.TOP: feeds.top,
    Feed.NEW: feeds.new,
    Feed.BEST: feeds.best,
    Feed.ASK: partial(feeds.top, only=IS_TEXT_POST),
    Feed.SHOW: partial(feeds.top, only=IS_SHOW_POST),
}


def bookmark_connection(
    kind: type[SavedLink | HiddenLink],
    info: GraphQLResolveInfo,
    *,
    first: int,
    after: str | None,
) -> Any:
    user = get_viewer(info)
    return load_connection(
        lambda size: feeds.bookmarked(kind, user=user, first=size, after=after), first=first
    )


def find_user(username: str | None) -> User | None:
    """Return the active user with this name; None without a name. Raise bad input if unknown."""
    if username is None:
        return None
    user = User.objects.filter(handle__iexact=username, is_active=True).first()
    if user is None:
        raise bad_input(_("User not found."), field="username")
    return user


def validate_skip(skip: int) -> int:
    if skip < 0:
        raise bad_input(_("The number of rows to skip may not be negative."), field="skip")
    if skip > MAX_SKIP:
        raise bad_input(_("Skip at most 10,000 rows; use `feed` to go further."), field="skip")
    return skip
