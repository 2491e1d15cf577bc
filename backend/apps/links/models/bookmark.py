from django.conf import settings
from django.db import models

from apps.links.models.link import Link


class SavedLink(models.Model):
    """A link that a user saved for later; visible to this user only."""

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


class HiddenLink(models.Model):
    """A link that a user hid from their own lists."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="hidden_links",
        db_index=False,
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="hidden_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "link"], name="hidden_once"),)

    def __str__(self) -> str:
        return f"{self.link_id} from {self.user_id}"
