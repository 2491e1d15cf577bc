import uuid

from django.db import models


class PendingSignUp(models.Model):
    """Somebody asked for an account with this address, and has not yet shown that it is theirs.

    It is no account and reserves nothing. Each belongs to one mail: whoever opens that gets what
    was asked for with it, however many others asked in the same name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    handle = models.CharField(max_length=30)
    password = models.CharField(max_length=128)
    """Hashed; unusable where a provider vouches for the person but not for the address."""
    provider = models.CharField(max_length=32, blank=True)
    provider_uid = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["created_at"], name="pending_sign_up_age"),)

    def __str__(self) -> str:
        return self.email
