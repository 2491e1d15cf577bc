"""What somebody wrote, voted for, saved and hid: to take away, or to be erased."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from apps.accounts.belongings.erasure import ROWS_AT_ONCE, erase_rows, forget_in_log
from apps.accounts.belongings.registry import Entry
from apps.accounts.models import User
from apps.core.json_streams import stream_list
from apps.links.discussion import count_comment
from apps.links.models import (
    Comment,
    CommentVote,
    Flag,
    HiddenLink,
    Link,
    Moderation,
    SavedLink,
    SearchEntry,
    Status,
    Vote,
)
from apps.links.ranking import moved_rank
from apps.links.search_index import forget_words

LINK = ("id", "title", "url", "text", "status", "score", "created_at", "edited_at")
COMMENT = ("id", "link_id", "parent_id", "body", "status", "score", "created_at", "edited_at")


def export_links(user: User) -> Iterator[Entry]:
    for name, rows in (
        ("links", user.links.values(*LINK)),
        ("comments", user.comments.values(*COMMENT)),
        ("votes", user.votes.values("link_id", "link__title", "link__url", "created_at")),
        ("comment_votes", user.comment_votes.values("comment_id", "value")),
        ("saved_links", user.saved_links.values("link_id", "link__title", "link__url")),
        ("hidden_links", user.hidden_links.values("link_id", "link__title", "link__url")),
        ("flags", user.flags.values("link_id", "comment_id", "reason", "created_at")),
        ("moderations", user.moderations.values("link_id", "comment_id", "action", "reason")),
    ):
        yield Entry(path=f"links/{name}.json", content=stream_list(_streamed(rows)))


def erase_links(user: User) -> None:
    """What they wrote becomes empty and nobody's: what others answered to it stays."""
    _take_votes_back(user)
    erase_rows(Flag.objects.filter(user=user))
    erase_rows(SavedLink.objects.filter(user=user))
    erase_rows(HiddenLink.objects.filter(user=user))
    Moderation.objects.filter(moderator=user).update(moderator=None)
    for batch in _batches(Comment.objects.filter(author=user)):
        _empty_comments(batch)
    for batch in _batches(Link.objects.filter(posted_by=user)):
        _empty_links(batch)


def _take_votes_back(user: User) -> None:
    for batch in _batches(Vote.objects.filter(user=user)):
        votes = Vote.objects.filter(pk__in=batch)
        score = F("score") - 1
        Link.objects.filter(votes__in=votes).update(
            score=score, rank=moved_rank(score, F("comment_count"))
        )
        forget_in_log(Vote, batch)
        votes.delete()
    for batch in _batches(CommentVote.objects.filter(user=user)):
        for value in (-1, 1):
            of_value = CommentVote.objects.filter(pk__in=batch, value=value)
            Comment.objects.filter(votes__in=of_value).update(score=F("score") - value)
        forget_in_log(CommentVote, batch)
        CommentVote.objects.filter(pk__in=batch).delete()


def _empty_comments(keys: list[int]) -> None:
    comments = Comment.objects.filter(pk__in=keys)
    for link_id in comments.filter(status=Status.LIVE).values_list("link_id", flat=True):
        count_comment(link_id, -1)
    SearchEntry.objects.filter(comment__in=keys).delete()
    forget_in_log(Comment, keys)
    comments.update(body="", author=None, status=Status.DELETED)


def _empty_links(keys: list[int]) -> None:
    SearchEntry.objects.filter(link__in=keys, comment=None).delete()
    forget_words(Link.objects.filter(pk__in=keys).values_list("title", flat=True))
    forget_in_log(Link, keys)
    Link.objects.filter(pk__in=keys).update(
        title="", url="", canonical_url="", site="", text="", posted_by=None, status=Status.DELETED
    )


def _batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Each in a transaction of its own, until none is left."""
    while True:
        with transaction.atomic():
            batch = list(rows.values_list("pk", flat=True)[:ROWS_AT_ONCE])
            if not batch:
                return
            yield batch


def _streamed(rows: Any) -> Iterator[Any]:
    return iter(rows.order_by("pk").iterator(chunk_size=2_000))
