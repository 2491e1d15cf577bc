import uuid

from django.db import models


class PendingSignUp(models.Model):
    """Sign-up whose email is not confirmed yet.

    It reserves neither email nor handle. Each one belongs to one mail, whose link creates the
    account as requested there, however many others signed up with the same email.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    handle = models.CharField(max_length=30)
    password = models.CharField(max_length=128)
    """Hashed; unusable if a provider identified the user but did not verify the email."""
    provider = models.CharField(max_length=32, blank=True)
    provider_uid = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pending sign-up"
        indexes = (models.Index(fields=["created_at"], name="pending_sign_up_age"),)

    def __str__(self) -> str:
        return self.email
