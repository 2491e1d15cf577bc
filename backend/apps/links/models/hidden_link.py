from django.conf import settings
from django.db import models

from apps.links.models.link import Link


class HiddenLink(models.Model):
    """Somebody does not want to see it in their lists any more. Nobody else's change."""

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
