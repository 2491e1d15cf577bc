import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class LiveSessions(models.Manager["Session"]):
    def get_queryset(self) -> models.QuerySet["Session"]:
        live = models.Q(ended_at=None, expires_at__gt=timezone.now())
        return super().get_queryset().filter(live)


class Session(models.Model):
    """A sign-in and the family of refresh tokens that follow from it. One of them is current; every
    other one is spent, and whoever shows it again ends the session."""

    class Client(models.TextChoices):
        BROWSER = "browser"
        """The refresh token is in a cookie."""
        TOKEN = "token"  # noqa: S105 no password
        """The client keeps both tokens itself."""

    class End(models.TextChoices):
        SIGNED_OUT = "signed_out"
        ENDED_ELSEWHERE = "ended_elsewhere"
        REPLAYED = "replayed"
        """A spent refresh token was shown: somebody has a copy."""
        CREDENTIALS_CHANGED = "credentials_changed"
        DEACTIVATED = "deactivated"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessions"
    )
    client = models.CharField(max_length=10, choices=Client.choices)
    device = models.CharField(max_length=100, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    authenticated_at = models.DateTimeField(default=timezone.now)
    """When who is in it last proved to be the owner: what is dangerous asks for a recent proof."""
    last_used_at = models.DateTimeField(default=timezone.now)
    token_id = models.CharField(max_length=32)
    """Of the current refresh token, its `jti`."""
    token_issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    spent_token_id = models.CharField(max_length=32, blank=True)
    """Of the token before, and the key of the attempt that spent it: that attempt alone may ask
    again, because its answer may have been lost on the way."""
    spent_with_key = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=20, choices=End.choices, blank=True)

    objects: ClassVar[models.Manager["Session"]] = models.Manager()
    live: ClassVar[LiveSessions] = LiveSessions()

    class Meta:
        ordering = ("-last_used_at",)

    def __str__(self) -> str:
        return f"{self.device or self.client} of {self.user_id}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.expires_at > timezone.now()
