import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone


def private_storage() -> Storage:
    return storages["private"]


def folder_of(owner_id: int) -> str:
    return f"archives/{owner_id}"


def stored_name(archive: "Archive", filename: str) -> str:
    return f"{folder_of(archive.owner_id)}/{archive.pk}.zip"


class Archive(models.Model):
    """Everything that somebody keeps here, to take away as one file."""

    class Status(models.TextChoices):
        QUEUED = "queued"
        READY = "ready"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="archives"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    file = models.FileField(storage=private_storage, upload_to=stored_name, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    """When the file is removed."""

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.status} of {self.owner_id}"

    @property
    def filename(self) -> str:
        """Under which the owner saves it."""
        return f"{settings.APP_TITLE} {self.created_at:%Y-%m-%d}.zip"

    @property
    def is_there(self) -> bool:
        return (
            self.status == self.Status.READY
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )
