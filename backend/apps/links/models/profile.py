from django.conf import settings
from django.db import models

MAX_ABOUT_LENGTH = 2_000


class Profile(models.Model):
    """A user's text about themselves, and how far they have read their replies.

    Created when first written; a user without one has the defaults.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="links_profile",
    )
    about = models.TextField(blank=True, max_length=MAX_ABOUT_LENGTH)
    # Comments with a higher id are unread replies.
    last_read_reply_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"profile of {self.user_id}"
