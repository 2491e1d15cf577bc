from django.conf import settings
from django.db import models


class Totp(models.Model):
    """An authenticator application that shows codes by the clock. Source: RFC 6238."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="totp"
    )
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """None until a first code proved that the application has the secret."""
    last_step = models.PositiveBigIntegerField(default=0)
    """The time step of the last code that was accepted: none counts twice."""

    class Meta:
        verbose_name = "authenticator application"

    def __str__(self) -> str:
        return f"of {self.user_id}"


class RecoveryCode(models.Model):
    """Takes the place of the authenticator application once. Only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint("user", "digest", name="recovery_code_unique"),)

    def __str__(self) -> str:
        return f"of {self.user_id}"
