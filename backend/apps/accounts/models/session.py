import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

# Counted from the login, regardless of refreshes.
SESSION_LIFETIME = timedelta(days=90)


def live_sessions_filter() -> models.Q:
    """Return the filter for sessions that have neither ended nor expired."""
    now = timezone.now()
    return models.Q(ended_at=None, expires_at__gt=now, created_at__gt=now - SESSION_LIFETIME)


class LiveSessions(models.Manager["Session"]):
    def get_queryset(self) -> models.QuerySet["Session"]:
        return super().get_queryset().filter(live_sessions_filter())


class Session(models.Model):
    """A login and its family of refresh tokens. Only the latest token is valid; use of an older one
    ends the session."""

    class Client(models.TextChoices):
        BROWSER = "browser"
        """The refresh token is in a cookie."""
        TOKEN = "token"  # noqa: S105 no password
        """The client stores both tokens itself."""
        GRAPHQL = "graphql"
        """Opened by `tokenAuth`: the client has only an access token and renews that."""

    class End(models.TextChoices):
        SIGNED_OUT = "signed_out"
        ENDED_ELSEWHERE = "ended_elsewhere"
        REPLAYED = "replayed"
        """A used refresh token was sent again: it was copied."""
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
    """Authenticated with a second factor that existed before the session was opened."""
    second_factor_at = models.DateTimeField(null=True, blank=True)
    """Last authentication with a second factor, even one that is younger than the session."""
    created_at = models.DateTimeField(default=timezone.now)
    authenticated_at = models.DateTimeField(default=timezone.now)
    """Last authentication: sensitive actions require a recent one."""
    last_used_at = models.DateTimeField(default=timezone.now)
    token_id = models.CharField(max_length=32)
    """`jti` of the current refresh token."""
    token_issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    spent_token_id = models.CharField(max_length=32, blank=True)
    """`jti` of the previous token. Only the request that used it, known by its idempotency key, may
    send it again, as its response may have been lost."""
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
        now = timezone.now()
        return self.ended_at is None and now < min(self.expires_at, self.ends_at)

    @property
    def ends_at(self) -> datetime:
        """Return when the session ends, however often it is refreshed."""
        ends_at: datetime = self.created_at + SESSION_LIFETIME
        return ends_at
