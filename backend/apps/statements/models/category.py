from django.conf import settings
from django.db import models
from django.db.models import Q


class Category(models.Model):
    """An owner's changes of a default category, or a category of their own.

    A category without a row is a default one as it comes, or a word that transactions carry.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="categories"
    )
    key = models.CharField(max_length=50)
    """Key that transactions and rules store; it never changes."""
    name = models.CharField(max_length=50, blank=True)
    """Name for display; if empty, the translated default name or the key."""
    color = models.CharField(max_length=20, blank=True)
    """One of colors.COLORS; if empty, the default."""
    archived = models.BooleanField(default=False)
    """Neither offered nor detected any more."""
    merged_into = models.CharField(max_length=50, blank=True)
    """Key of the category that replaces this one; empty if it is not merged."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "categories"
        constraints = (
            models.UniqueConstraint(fields=("owner", "key"), name="category_once_a_key"),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("key")), name="category_not_merged_into_itself"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.key
