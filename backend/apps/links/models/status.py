from django.db import models


class Status(models.TextChoices):
    """Of a link or a comment: who sees it."""

    LIVE = "live"
    DELETED = "deleted"
    """By whoever wrote it."""
    FLAGGED = "flagged"
    """By so many readers that it went by itself."""
    HIDDEN = "hidden"
    """By a moderator."""
