from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.links.models.status import Status

if TYPE_CHECKING:
    from apps.accounts.models import User

EDITABLE_FOR = timedelta(hours=2)
FLAGGABLE_FOR = timedelta(days=14)
LONGEST_TITLE = 200
LONGEST_TEXT = 10_000


class Link(models.Model):
    """What somebody found, or has to say. Keys grow with time: the newest has the highest."""

    title = models.CharField(max_length=LONGEST_TITLE)
    url = models.TextField(blank=True)
    """As it was submitted; empty for a text post."""
    canonical_url = models.TextField(blank=True)
    """The same for every way to write the address; ASCII. What a duplicate is known by."""
    site = models.CharField(max_length=253, blank=True)
    text = models.TextField(blank=True, max_length=LONGEST_TEXT)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="links",
        db_index=False,
    )
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.LIVE)
    score = models.PositiveIntegerField(default=0)
    """How many votes there are."""
    comment_count = models.PositiveIntegerField(default=0)
    rank = models.FloatField(default=0)
    """See `ranking`: not negative while it moves, negative and still after that."""
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # A change of score or rank writes every index of the row: what is searched for stands
        # elsewhere (SearchEntry), and what nobody asks for has none.
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

    def may_change(self, user: "User") -> bool:
        """Whoever submitted it may edit or delete it for a while."""
        is_recent = self.created_at > timezone.now() - EDITABLE_FOR
        return self.is_live and self.posted_by_id == user.pk and is_recent

    @property
    def is_flaggable(self) -> bool:
        return self.is_live and self.created_at > timezone.now() - FLAGGABLE_FOR
