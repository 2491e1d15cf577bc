from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.links.models.comment import Comment
from apps.links.models.link import Link


class Flag(models.Model):
    """A user's report of a link or a comment, with a reason."""

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("Off-topic")
        ALREADY_POSTED = "already_posted", _("Already posted")
        BROKEN_LINK = "broken_link", _("Broken link")
        SPAM = "spam", _("Spam")
        UNKIND = "unkind", _("Unkind")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="flags"
    )
    link = models.ForeignKey(
        Link, on_delete=models.CASCADE, null=True, related_name="flags", db_index=False
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, related_name="flags", db_index=False
    )
    reason = models.CharField(max_length=14, choices=Reason.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["link", "user"], name="flag_link_once"),
            models.UniqueConstraint(fields=["comment", "user"], name="flag_comment_once"),
            models.CheckConstraint(
                condition=models.Q(link=None) ^ models.Q(comment=None), name="flag_of_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reason} by {self.user_id}"
