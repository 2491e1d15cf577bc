"""Storage of uploads; deleting a statement deletes its file."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from apps.accounts.models import User
from apps.statements.importing.progress import notify_owner
from apps.statements.models import BankAccount, Statement
from apps.statements.parsing.user_answers import Answers

NO_ANSWERS = Answers()
# Namespace of the ids of statements that were uploaded with an idempotency key.
UPLOADS = UUID("ea92ce4c-0db6-40ec-ac22-1f947f8ff665")


def store_upload(
    *,
    owner: User,
    file: "UploadedFile[bytes]",
    answers: Answers = NO_ANSWERS,
    account: BankAccount | None = None,
    statement_id: UUID | None = None,
) -> Statement:
    """Store the file in private storage and create its queued statement."""
    filename = (file.name or "statement.csv")[-255:]
    statement = Statement(
        id=statement_id or uuid4(),
        owner=owner,
        account=account,
        filename=filename,
        size=file.size or 0,
        answers=answers.to_data(),
    )
    statement.file = file
    try:
        statement.save()
    except Exception:
        if statement.file.name:
            statement.file.storage.delete(statement.file.name)
        raise
    transaction.on_commit(partial(notify_owner, statement, "statement.added"))
    return statement


def store_upload_once(
    *, owner: User, file: "UploadedFile[bytes]", answers: Answers, idempotency_key: str
) -> tuple[Statement, bool]:
    """Store the file, and return its statement and True; for a repeated key the first and False."""
    statement_id = uuid5(UPLOADS, f"{owner.pk}/{idempotency_key}")
    with transaction.atomic():
        # A repeat waits for the request that it repeats.
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        stored = Statement.objects.filter(pk=statement_id).first()
        if stored is not None:
            return stored, False
        statement = store_upload(owner=owner, file=file, answers=answers, statement_id=statement_id)
    return statement, True


@receiver(post_delete, sender=Statement)
def delete_file(instance: Statement, **_: Any) -> None:
    """Delete the file with its statement, whether the owner, the admin or an erasure deletes it."""
    storage, name = instance.file.storage, str(instance.file.name)
    deleted = Statement(pk=instance.pk, owner_id=instance.owner_id)
    transaction.on_commit(partial(storage.delete, name))
    transaction.on_commit(partial(notify_owner, deleted, "statement.removed"))
