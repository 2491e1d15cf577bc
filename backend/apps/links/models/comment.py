from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.link import EDIT_WINDOW, FLAG_WINDOW, Link
from apps.links.models.status import Status

if TYPE_CHECKING:
    from apps.accounts.models import User

MAX_BODY_LENGTH = 10_000
# In which its author can take back a deletion.
UNDO_WINDOW = timedelta(minutes=10)
DOWNVOTE_WINDOW = timedelta(days=1)
MIN_SCORE = -4


class Comment(models.Model):
    """A comment on a link, or a reply to another comment. A deleted one stays for its replies."""

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
    body = models.TextField(max_length=MAX_BODY_LENGTH)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.LIVE)
    # Upvotes less downvotes; downvotes end at MIN_SCORE.
    score = models.IntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField(null=True, blank=True, editable=False)
    """Chosen by the client, which repeats a request without a response."""

    class Meta:
        indexes = (
            models.Index(fields=["link", "id"], name="comment_thread"),
            models.Index(fields=["author", "-id"], name="comment_author"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["author", "idempotency_key"],
                name="comment_once",
                condition=models.Q(idempotency_key__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.author_id} on {self.link_id}"

    @property
    def is_live(self) -> bool:
        return self.status == Status.LIVE

    def is_editable_by(self, user: "User") -> bool:
        is_recent = self.created_at > timezone.now() - EDIT_WINDOW
        return self.is_live and self.author_id == user.pk and is_recent

    @property
    def is_flaggable(self) -> bool:
        return self.is_live and self.created_at > timezone.now() - FLAG_WINDOW

    @property
    def is_downvotable(self) -> bool:
        return self.is_live and self.created_at > timezone.now() - DOWNVOTE_WINDOW
