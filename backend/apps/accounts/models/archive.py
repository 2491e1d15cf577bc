import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    return storages["private"]


def archive_folder(owner_id: int) -> str:
    return f"archives/{owner_id}"


def stored_name(archive: "Archive", filename: str) -> str:
    return f"{archive_folder(archive.owner_id)}/{archive.pk}.zip"


PROBLEMS = {
    "failed": _("Something went wrong on our side. Request the export again."),
    "timed_out": _("The export took too long. Request it again or contact us."),
    "interrupted": _("The export was interrupted several times. Request it again."),
    "cancelled": _("You cancelled the export."),
}


class Archive(models.Model):
    """Export of all data of a user as one file."""

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
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    """How often it was started or queued again."""
    problem_code = models.CharField(max_length=20, blank=True, default="", db_default="")
    """Reason of a failure: a key of `PROBLEMS`, or empty if unknown."""
    language = models.CharField(max_length=10, default="en", db_default="en")
    """Language of the request, in which the mail is written."""
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    """When the file is deleted."""

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.status} of {self.owner_id}"

    @property
    def problem(self) -> str:
        """Return the reason of a failure for the owner, or an empty text."""
        if self.status != self.Status.FAILED:
            return ""
        return str(PROBLEMS.get(self.problem_code, PROBLEMS["failed"]))

    @property
    def filename(self) -> str:
        """Return the file name for the download."""
        return f"{settings.PRODUCT_NAME} {self.created_at:%Y-%m-%d}.zip"

    @property
    def is_there(self) -> bool:
        return (
            self.status == self.Status.READY
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )
