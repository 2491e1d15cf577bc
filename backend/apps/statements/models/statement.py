import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models

from apps.statements.error_messages import describe_error
from apps.statements.models.bank_account import BankAccount
from apps.statements.parsing.formats import known_formats

SUFFIXES = (".xlsx", ".xls", ".ofx", ".qfx")


def private_storage() -> Storage:
    return storages["private"]


def owner_folder(owner_id: int) -> str:
    return f"statements/{owner_id}"


def stored_name(statement: "Statement", filename: str) -> str:
    """Return the storage path; the user's filename is data, never a path.

    The suffix decides the content type of a download, and nothing else.
    """
    suffix = PurePosixPath(filename).suffix.lower()
    suffix = suffix if suffix in SUFFIXES else ".csv"
    return f"{owner_folder(statement.owner_id)}/{statement.pk}{suffix}"


class Statement(models.Model):
    """An uploaded file and the result of its import."""

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
    account = models.ForeignKey(
        BankAccount,
        on_delete=models.SET_NULL,
        related_name="statements",
        null=True,
        blank=True,
        db_index=False,
        # A constraint would be checked in all rows while the table is locked.
        db_constraint=False,
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
    """Column names in the file."""
    cards = ArrayField(models.TextField(), default=list, db_default=[], blank=True)
    """Cards of its transactions, by which the account of the next file is recognized."""
    currency = models.CharField(max_length=3, default="", db_default="", blank=True)
    """Currency of its transactions, if it is the same for all."""
    balance = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    """Balance of the account at the end of `balance_date`, if the file has one."""
    balance_date = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, db_default={}, blank=True)
    """Answers of the owner, see parsing.user_answers.Answers."""
    choices = models.JSONField(null=True, blank=True)
    """Open questions, see parsing.questions.NeedsChoiceError."""
    notes = models.JSONField(default=list, db_default=[], blank=True)
    """Remarks on how it was parsed: code and details each."""
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    """How often its import was started or queued again."""
    problem_code = models.CharField(max_length=50, blank=True)
    problem_details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """Deleted with its file once that can no longer be undone, see undo.py."""

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="statement_newest"),
            models.Index(fields=["account"], name="statement_account"),
        )

    def __str__(self) -> str:
        return self.filename

    @classmethod
    def unfinished(cls) -> "models.QuerySet[Statement]":
        """Return all statements that are queued or being imported."""
        return cls.objects.filter(status__in=(cls.Status.QUEUED, cls.Status.PROCESSING))

    @property
    def has_ended(self) -> bool:
        return self.status not in {self.Status.QUEUED, self.Status.PROCESSING}

    @property
    def problem(self) -> dict[str, str] | None:
        """Return the error or question that prevents the import, or None."""
        if self.choices:
            question = self.choices["questions"][0]
            return describe_error(question["code"], question["details"])
        if self.problem_code:
            return describe_error(self.problem_code, self.problem_details)
        return None

    @property
    def note_messages(self) -> list[dict[str, str]]:
        """Return the remarks on how it was parsed."""
        notes = [describe_error(note["code"], note["details"]) for note in self.notes]
        if self.has_only_duplicates:
            notes.insert(0, describe_error("nothing_new", {"rows": self.rows_duplicate}))
        return notes

    @property
    def has_only_duplicates(self) -> bool:
        return not self.rows_imported and not self.rows_refused and self.rows_duplicate > 0

    @property
    def format_name(self) -> str:
        names = (known.name for known in known_formats() if known.id == self.format)
        return next(names, self.answers.get("name", ""))
