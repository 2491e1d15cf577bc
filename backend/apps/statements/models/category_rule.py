from django.conf import settings
from django.db import models
from django.db.models.functions import Lower


class CategoryRule(models.Model):
    """A user's rule for the category of matching transactions."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="category_rules"
    )
    text = models.CharField(max_length=200)
    """Matches merchants and descriptions that contain it, ignoring case; the longest text wins."""
    category = models.CharField(max_length=50)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("owner", Lower("text"), name="category_rule_once_a_text"),
        )

    def __str__(self) -> str:
        return f"{self.text}: {self.category}"
