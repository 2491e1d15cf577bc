from django.contrib import admin

from apps.core.read_only_admin import ReadOnlyAdmin
from apps.links.models import (
    Comment,
    CommentVote,
    Flag,
    HiddenLink,
    Link,
    Moderation,
    Profile,
    SavedLink,
    SearchEntry,
    SearchWord,
    Vote,
)


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin[Link]):
    """Read-only: moderators act on the site, where the moderation log records it."""

    list_display = ("title", "site", "posted_by", "status", "score", "comment_count", "created_at")
    list_filter = ("status", "created_at")
    list_select_related = ("posted_by",)
    search_fields = ("title", "site", "posted_by__handle")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin[Comment]):
    list_display = ("id", "link", "author", "status", "score", "created_at")
    list_filter = ("status", "created_at")
    list_select_related = ("link", "author")
    search_fields = ("author__handle",)
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Flag)
class FlagAdmin(ReadOnlyAdmin[Flag]):
    list_display = ("reason", "link", "comment", "user", "created_at")
    list_filter = ("reason", "created_at")
    list_select_related = ("link", "comment", "user")
    ordering = ("-id",)


@admin.register(Moderation)
class ModerationAdmin(ReadOnlyAdmin[Moderation]):
    list_display = ("action", "link", "comment", "moderator", "reason", "created_at")
    list_filter = ("action", "created_at")
    list_select_related = ("link", "comment", "moderator")
    ordering = ("-id",)


@admin.register(Vote)
class VoteAdmin(ReadOnlyAdmin[Vote]):
    list_display = ("link", "user", "created_at")
    list_select_related = ("link", "user")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(CommentVote)
class CommentVoteAdmin(ReadOnlyAdmin[CommentVote]):
    list_display = ("comment", "user", "value")
    list_select_related = ("comment", "user")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(HiddenLink, Profile, SavedLink, SearchEntry, SearchWord)
class ReadOnlyLinksAdmin(ReadOnlyAdmin[SavedLink]):
    ordering = ("-pk",)
    show_full_result_count = False
