from django.db import models


class Status(models.TextChoices):
    """Visibility of a link or a comment."""

    LIVE = "live"
    DELETED = "deleted"  # by its author
    FLAGGED = "flagged"  # automatically, by the number of flags
    HIDDEN = "hidden"  # by a moderator
