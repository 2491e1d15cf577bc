import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models

from apps.statements.reading.formats import known_formats
from apps.statements.reasons import told


def private_storage() -> Storage:
    return storages["private"]


def folder_of(owner_id: int) -> str:
    return f"statements/{owner_id}"


def stored_name(statement: "Statement", filename: str) -> str:
    """Where the upload is kept; the user's own name for it is data, never a path."""
    return f"{folder_of(statement.owner_id)}/{statement.pk}.csv"


class Statement(models.Model):
    """A file that somebody uploaded, and what became of it."""

    class Status(models.TextChoices):
        QUEUED = "queued"
        PROCESSING = "processing"
        NEEDS_CHOICE = "needs_choice"
        IMPORTED = "imported"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="statements"
    )
    file = models.FileField(storage=private_storage, upload_to=stored_name)
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    format = models.CharField(max_length=50, blank=True)
    rows_imported = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_duplicate = models.PositiveIntegerField(default=0, db_default=0)
    rows_skipped = models.PositiveIntegerField(default=0)
    header = models.JSONField(default=list, db_default=[], blank=True)
    """The columns' names in the file."""
    answers = models.JSONField(default=dict, db_default={}, blank=True)
    """What its owner has said about the file: the fields of reading.answers.Answers."""
    choices = models.JSONField(null=True, blank=True)
    """What is asked before it can be read; as reading.choices.NeedsChoice gives it."""
    notes = models.JSONField(default=list, db_default=[], blank=True)
    """What was noticed while it was read: code and details each."""
    problem_code = models.CharField(max_length=50, blank=True)
    problem_details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["owner", "-created_at", "-id"], name="statement_newest"),)

    def __str__(self) -> str:
        return self.filename

    @property
    def has_ended(self) -> bool:
        return self.status not in {self.Status.QUEUED, self.Status.PROCESSING}

    @property
    def problem(self) -> dict[str, str] | None:
        """Why nothing of the file was imported."""
        if self.choices:
            question = self.choices["questions"][0]
            return told(question["code"], question["details"])
        if self.problem_code:
            return told(self.problem_code, self.problem_details)
        return None

    @property
    def told_notes(self) -> list[dict[str, str]]:
        """What its owner should know of how it was read."""
        notes = [told(note["code"], note["details"]) for note in self.notes]
        if self.brought_nothing_new:
            notes.insert(0, told("nothing_new", {"rows": self.rows_duplicate}))
        return notes

    @property
    def brought_nothing_new(self) -> bool:
        return not self.rows_imported and not self.rows_refused and self.rows_duplicate > 0

    @property
    def format_name(self) -> str:
        names = (known.name for known in known_formats() if known.id == self.format)
        return next(names, self.answers.get("name", ""))
