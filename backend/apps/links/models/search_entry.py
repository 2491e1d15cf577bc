from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Upper

from apps.links.models.comment import Comment
from apps.links.models.link import Link


class SearchEntry(models.Model):
    """What a live link or comment is found by, apart from the row whose numbers keep changing."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="search_entries")
    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    """None where the link itself is meant."""
    words = models.TextField()
    """A link's title and address, for what is no word; empty for a comment."""
    vector = SearchVectorField()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = (
            GinIndex(fields=["vector"], name="search_entry_vector"),
            # Django compares without regard to case by upper case.
            GinIndex(
                OpClass(Upper("words"), name="gin_trgm_ops"),
                name="search_entry_words",
                condition=models.Q(comment=None),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["link"], name="search_entry_of_link", condition=models.Q(comment=None)
            ),
        )

    def __str__(self) -> str:
        return self.words
