from django.conf import settings
from django.db import models


class SecurityEvent(models.Model):
    """Entry of the security audit log. Never changed, and kept without the user when the account is
    deleted. Holds no secret."""

    class Kind(models.TextChoices):
        SIGNED_UP = "signed_up"
        SIGNED_IN = "signed_in"
        SIGN_IN_FAILED = "sign_in_failed"
        SIGN_IN_BLOCKED = "sign_in_blocked"
        SIGNED_OUT = "signed_out"
        SESSION_ENDED = "session_ended"
        ALL_SESSIONS_ENDED = "all_sessions_ended"
        TOKEN_REPLAYED = "token_replayed"  # noqa: S105 no password
        PASSWORD_CHANGED = "password_changed"  # noqa: S105 no password
        PASSWORD_RESET_ASKED = "password_reset_asked"  # noqa: S105 no password
        PASSWORD_RESET = "password_reset"  # noqa: S105 no password
        EMAIL_CHANGE_ASKED = "email_change_asked"
        EMAIL_CHANGED = "email_changed"
        """Details: `before`, the old email if it was confirmed."""
        EMAIL_CHANGE_UNDONE = "email_change_undone"
        """Details: `change`, the id of the event that was undone."""
        SECOND_FACTOR_ADDED = "second_factor_added"
        SECOND_FACTOR_APPROVED = "second_factor_approved"
        SECOND_FACTOR_FAILED = "second_factor_failed"
        SECOND_FACTOR_REMOVED = "second_factor_removed"
        RECOVERY_CODE_USED = "recovery_code_used"
        RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
        PASSKEY_ADDED = "passkey_added"
        PASSKEY_REMOVED = "passkey_removed"
        SOCIAL_LINKED = "social_linked"
        SOCIAL_UNLINKED = "social_unlinked"
        ACTIVATED = "activated"
        DEACTIVATED = "deactivated"
        RIGHTS_CHANGED = "rights_changed"
        ADMIN_ENTERED = "admin_entered"
        ARCHIVE_ASKED = "archive_asked"
        DELETION_ASKED = "deletion_asked"
        DELETION_CANCELLED = "deletion_cancelled"
        ACCOUNT_DELETED = "account_deleted"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="security_events",
    )
    kind = models.CharField(max_length=30, choices=Kind.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=100, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["user", "-created_at", "-id"], name="security_event_newest"),
        )

    def __str__(self) -> str:
        return f"{self.kind} at {self.created_at:%Y-%m-%d %H:%M}"
