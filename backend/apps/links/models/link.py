from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.status import Status

if TYPE_CHECKING:
    from apps.accounts.models import User

EDIT_WINDOW = timedelta(hours=2)
FLAG_WINDOW = timedelta(days=14)
MAX_TITLE_LENGTH = 200
MAX_TEXT_LENGTH = 10_000
# Conditions of the lists "Ask" and "Show", the second as on Hacker News.
IS_TEXT_POST = models.Q(url="")
IS_SHOW_POST = models.Q(title__iregex=r"^show( hn)?:")


class Link(models.Model):
    """A submitted URL or text post. Ids grow with time: the newest link has the highest."""

    title = models.CharField(max_length=MAX_TITLE_LENGTH)
    # As submitted; empty for a text post.
    url = models.TextField(blank=True)
    # Equal for all spellings of a URL, to detect duplicates; ASCII.
    canonical_url = models.TextField(blank=True)
    site = models.CharField(max_length=253, blank=True)
    text = models.TextField(blank=True, max_length=MAX_TEXT_LENGTH)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="links",
        db_index=False,
    )
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.LIVE)
    # Number of votes.
    score = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    # See `ranking`: not negative while active, negative once frozen.
    rank = models.FloatField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # A change of score or rank writes every index of the row. So full-text search has a table
        # of its own (SearchEntry), and columns that no list filters by have no index.
        indexes = (
            models.Index(
                fields=["-rank", "-id"], name="link_top", condition=models.Q(status=Status.LIVE)
            ),
            models.Index(
                fields=["-score", "-id"], name="link_best", condition=models.Q(status=Status.LIVE)
            ),
            models.Index(
                fields=["-rank", "-id"],
                name="link_ask",
                condition=models.Q(status=Status.LIVE, url=""),
            ),
            models.Index(
                fields=["-rank", "-id"],
                name="link_show",
                condition=models.Q(status=Status.LIVE) & IS_SHOW_POST,
            ),
            models.Index(
                fields=["created_at"], name="link_created", condition=models.Q(status=Status.LIVE)
            ),
            models.Index(
                fields=["site", "-id"],
                name="link_site",
                condition=models.Q(status=Status.LIVE) & ~models.Q(site=""),
            ),
            models.Index(fields=["posted_by", "-id"], name="link_posted_by"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["canonical_url"],
                name="link_live_once",
                condition=models.Q(status=Status.LIVE) & ~models.Q(canonical_url=""),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.status == Status.LIVE

    def is_editable_by(self, user: "User") -> bool:
        """Return whether the user may edit or delete the link: its submitter may, for a while."""
        is_recent = self.created_at > timezone.now() - EDIT_WINDOW
        return self.is_live and self.posted_by_id == user.pk and is_recent

    @property
    def is_flaggable(self) -> bool:
        return self.is_live and self.created_at > timezone.now() - FLAG_WINDOW
