from django.conf import settings
from django.db import models

from apps.links.models.link import Link


class SavedLink(models.Model):
    """Kept by somebody, to be found again. Nobody else sees it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_links",
        db_index=False,
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="saved_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "link"], name="saved_once"),)

    def __str__(self) -> str:
        return f"{self.link_id} by {self.user_id}"
