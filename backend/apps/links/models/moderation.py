from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.comment import Comment
from apps.links.models.link import Link

LONGEST_REASON = 300


class Moderation(models.Model):
    """An entry of the public log: what a moderator did, to what, and why."""

    class Action(models.TextChoices):
        HIDE = "hide"
        RESTORE = "restore"

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="moderations",
    )
    """None: whoever it was has left."""
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="moderations")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, related_name="moderations"
    )
    """None where the link itself is meant."""
    action = models.CharField(max_length=7, choices=Action.choices)
    reason = models.CharField(max_length=LONGEST_REASON)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.action} {self.comment_id or self.link_id}: {self.reason}"
