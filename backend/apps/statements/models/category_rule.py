from django.conf import settings
from django.db import models


class CategoryRule(models.Model):
    """A user's rule for the category of matching transactions; the first that matches applies."""

    class Match(models.TextChoices):
        CONTAINS = "contains"
        STARTS_WITH = "starts_with"
        IS = "is"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="category_rules"
    )
    text = models.CharField(max_length=200)
    """Compared with the merchant and with the description, ignoring case."""
    match = models.CharField(
        max_length=11,
        choices=Match.choices,
        default=Match.CONTAINS,
        db_default=Match.CONTAINS,
    )
    amount_min = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    amount_max = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    """Both included; spending is positive."""
    category = models.CharField(max_length=50)
    """Key of the category, which may have been merged into another since."""
    position = models.IntegerField(default=0, db_default=0)
    """The lowest takes precedence."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # Of two at one position, the newer one takes precedence.
        ordering = ("position", "-pk")

    def __str__(self) -> str:
        return f"{self.text}: {self.category}"
