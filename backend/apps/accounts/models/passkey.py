import uuid

from django.conf import settings
from django.db import models


class Passkey(models.Model):
    """Public key whose private key stays in the user's device. Source: WebAuthn Level 3."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys"
    )
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    """Attested credential data: the authenticator's model, the id and the public key."""
    approved = models.BooleanField(default=False, db_default=False)
    """Grants access to the admin: see `two_factor.approve_second_factors`."""
    sign_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.name
