from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.link import EDITABLE_FOR, FLAGGABLE_FOR, Link
from apps.links.models.status import Status

if TYPE_CHECKING:
    from apps.accounts.models import User

LONGEST_BODY = 10_000
DOWNVOTABLE_FOR = timedelta(days=1)
LOWEST_SCORE = -4


class Comment(models.Model):
    """On a link, or in answer to another one. A deleted one stays, empty, for its answers' sake."""

    link = models.ForeignKey(
        Link, on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="comments",
        db_index=False,
    )
    body = models.TextField(max_length=LONGEST_BODY)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.LIVE)
    score = models.IntegerField(default=0)
    """Votes for it less those against it; not below LOWEST_SCORE."""
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["link", "id"], name="comment_thread"),
            models.Index(fields=["author", "-id"], name="comment_author"),
        )

    def __str__(self) -> str:
        return f"{self.author_id} on {self.link_id}"

    @property
    def is_live(self) -> bool:
        return self.status == Status.LIVE

    def may_change(self, user: "User") -> bool:
        is_recent = self.created_at > timezone.now() - EDITABLE_FOR
        return self.is_live and self.author_id == user.pk and is_recent

    @property
    def is_flaggable(self) -> bool:
        return self.is_live and self.created_at > timezone.now() - FLAGGABLE_FOR

    @property
    def is_downvotable(self) -> bool:
        return self.is_live and self.created_at > timezone.now() - DOWNVOTABLE_FOR
