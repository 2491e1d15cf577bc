from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Upper

from apps.links.models.comment import Comment
from apps.links.models.link import Link


class SearchEntry(models.Model):
    """Search index entry of a live link or comment, apart from its row, which changes often."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="search_entries")
    # None for the link itself.
    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    # Title and URL of a link, for substring search; empty for a comment.
    words = models.TextField()
    vector = SearchVectorField()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = (
            GinIndex(fields=["vector"], name="search_entry_vector"),
            # Django compares case-insensitively by upper case.
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
