from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.comment import Comment
from apps.links.models.link import Link

MAX_REASON_LENGTH = 300


class Moderation(models.Model):
    """An entry of the public moderation log."""

    class Action(models.TextChoices):
        HIDE = "hide"
        RESTORE = "restore"

    # None once the moderator's account is deleted.
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="moderations",
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="moderations")
    # None if the link itself was moderated.
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, related_name="moderations"
    )
    action = models.CharField(max_length=7, choices=Action.choices)
    reason = models.CharField(max_length=MAX_REASON_LENGTH)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.action} {self.comment_id or self.link_id}: {self.reason}"
