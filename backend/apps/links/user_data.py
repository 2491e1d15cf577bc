"""Export and erasure of a user's links, comments, votes, flags and bookmarks."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from apps.accounts.models import User
from apps.accounts.privacy.registry import ExportFile
from apps.accounts.privacy.row_erasure import BATCH_SIZE, erase_rows, redact_admin_log
from apps.core.streaming_json import stream_list
from apps.links.comments import change_comment_count
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
    Status,
    Vote,
)
from apps.links.ranking import updated_rank
from apps.links.search_index import remove_unused_words

LINK_FIELDS = ("id", "title", "url", "text", "status", "score", "created_at", "edited_at")
COMMENT_FIELDS = (
    "id", "link_id", "parent_id", "body", "status", "score", "created_at", "edited_at",
)  # fmt: skip


def export_links(user: User) -> Iterator[ExportFile]:
    for name, rows in (
        ("profile", Profile.objects.filter(user=user).values("about")),
        ("links", user.links.values(*LINK_FIELDS)),
        ("comments", user.comments.values(*COMMENT_FIELDS)),
        ("votes", user.votes.values("link_id", "link__title", "link__url", "created_at")),
        ("comment_votes", user.comment_votes.values("comment_id", "value")),
        ("saved_links", user.saved_links.values("link_id", "link__title", "link__url")),
        ("hidden_links", user.hidden_links.values("link_id", "link__title", "link__url")),
        ("flags", user.flags.values("link_id", "comment_id", "reason", "created_at")),
        ("moderations", user.moderations.values("link_id", "comment_id", "action", "reason")),
    ):
        yield ExportFile(path=f"links/{name}.json", content=stream_list(_iterate(rows)))


def erase_links(user: User) -> None:
    """Erase the user's data. Links and comments stay, empty and without author, for the replies."""
    _remove_votes(user)
    erase_rows(Flag.objects.filter(user=user))
    erase_rows(SavedLink.objects.filter(user=user))
    erase_rows(HiddenLink.objects.filter(user=user))
    erase_rows(Profile.objects.filter(user=user))
    Moderation.objects.filter(moderator=user).update(moderator=None)
    for batch in _batches(Comment.objects.filter(author=user)):
        _clear_comments(batch)
    for batch in _batches(Link.objects.filter(posted_by=user)):
        _clear_links(batch)


def _remove_votes(user: User) -> None:
    for batch in _batches(Vote.objects.filter(user=user)):
        votes = Vote.objects.filter(pk__in=batch)
        score = F("score") - 1
        Link.objects.filter(votes__in=votes).update(
            score=score, rank=updated_rank(score, F("comment_count"))
        )
        redact_admin_log(Vote, batch)
        votes.delete()
    for batch in _batches(CommentVote.objects.filter(user=user)):
        for value in (-1, 1):
            of_value = CommentVote.objects.filter(pk__in=batch, value=value)
            Comment.objects.filter(votes__in=of_value).update(score=F("score") - value)
        redact_admin_log(CommentVote, batch)
        CommentVote.objects.filter(pk__in=batch).delete()


def _clear_comments(keys: list[int]) -> None:
    comments = Comment.objects.filter(pk__in=keys)
    for link_id in comments.filter(status=Status.LIVE).values_list("link_id", flat=True):
        change_comment_count(link_id, -1)
    SearchEntry.objects.filter(comment__in=keys).delete()
    redact_admin_log(Comment, keys)
    comments.update(body="", author=None, status=Status.DELETED)


def _clear_links(keys: list[int]) -> None:
    SearchEntry.objects.filter(link__in=keys, comment=None).delete()
    remove_unused_words(Link.objects.filter(pk__in=keys).values_list("title", flat=True))
    redact_admin_log(Link, keys)
    Link.objects.filter(pk__in=keys).update(
        title="", url="", canonical_url="", site="", text="", posted_by=None, status=Status.DELETED
    )


def _batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Yield batches of ids, each within its own transaction, until no row is left."""
    while True:
        with transaction.atomic():
            batch = list(rows.values_list("pk", flat=True)[:BATCH_SIZE])
            if not batch:
                return
            yield batch


def _iterate(rows: Any) -> Iterator[Any]:
    return iter(rows.order_by("pk").iterator(chunk_size=2_000))
