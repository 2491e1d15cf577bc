from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.link import Link


class Vote(models.Model):
    """A user's vote for a link, counted in the link's `score`: see `voting`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="votes"
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="votes", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["link", "user"], name="vote_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} for {self.link_id}"
