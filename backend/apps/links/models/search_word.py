from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchWord(models.Model):
    """A lower-case word of a title, for spelling correction."""

    word = models.CharField(max_length=40, unique=True)

    class Meta:
        indexes = (
            GinIndex(fields=["word"], name="search_word_likeness", opclasses=["gin_trgm_ops"]),
        )

    def __str__(self) -> str:
        return self.word
