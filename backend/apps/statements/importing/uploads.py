"""Storage of uploads; deleting a statement deletes its file."""

from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from apps.accounts.models import User
from apps.statements.importing.progress import notify_owner
from apps.statements.models import BankAccount, Statement
from apps.statements.parsing.user_answers import Answers

NO_ANSWERS = Answers()


def store_upload(
    *,
    owner: User,
    file: "UploadedFile[bytes]",
    answers: Answers = NO_ANSWERS,
    account: BankAccount | None = None,
) -> Statement:
    """Store the file in private storage and create its queued statement."""
    filename = (file.name or "statement.csv")[-255:]
    statement = Statement(
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
    notify_owner(statement, "statement.added")
    return statement


@receiver(post_delete, sender=Statement)
def delete_file(instance: Statement, **_: Any) -> None:
    """Delete the file with its statement, whether the owner, the admin or an erasure deletes it."""
    storage, name = instance.file.storage, str(instance.file.name)
    deleted = Statement(pk=instance.pk, owner_id=instance.owner_id)
    transaction.on_commit(partial(storage.delete, name))
    transaction.on_commit(partial(notify_owner, deleted, "statement.removed"))
