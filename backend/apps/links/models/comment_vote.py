from django.conf import settings
from django.db import models

from apps.links.models.comment import Comment


class CommentVote(models.Model):
    """A user's vote on a comment: 1 (upvote) or -1 (downvote)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_votes"
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    value = models.SmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["comment", "user"], name="comment_vote_once"),
            models.CheckConstraint(
                condition=models.Q(value__in=(-1, 1)), name="comment_vote_value"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value:+} by {self.user_id} on {self.comment_id}"
