from django.conf import settings
from django.db import models


class Totp(models.Model):
    """Authenticator app that generates time-based codes. Source: RFC 6238."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="totp"
    )
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """None until a first code shows that the app has the secret."""
    approved = models.BooleanField(default=False, db_default=False)
    """Grants access to the admin: see `two_factor.approve_second_factors`."""
    last_step = models.PositiveBigIntegerField(default=0)
    """Time step of the last accepted code: no code is accepted twice."""

    class Meta:
        verbose_name = "authenticator application"

    def __str__(self) -> str:
        return f"of {self.user_id}"


class RecoveryCode(models.Model):
    """Single-use replacement for a code of the authenticator app. Only its digest is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint("user", "digest", name="recovery_code_unique"),)

    def __str__(self) -> str:
        return f"of {self.user_id}"
