"""An upload and its file: kept together, removed together."""

from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from apps.accounts.models import User
from apps.statements.models import Statement
from apps.statements.progress import tell_owner
from apps.statements.reading.answers import Answers

NOTHING_SAID = Answers()


def keep_upload(
    *, owner: User, file: "UploadedFile[bytes]", answers: Answers = NOTHING_SAID
) -> Statement:
    """Store the file privately and note it as waiting for its import."""
    filename = (file.name or "statement.csv")[-255:]
    statement = Statement(
        owner=owner, filename=filename, size=file.size or 0, answers=answers.to_data()
    )
    statement.file = file
    try:
        statement.save()
    except Exception:
        if statement.file.name:
            statement.file.storage.delete(statement.file.name)
        raise
    tell_owner(statement, "statement.added")
    return statement


@receiver(post_delete, sender=Statement)
def remove_file(instance: Statement, **_: Any) -> None:
    """With its statement, whoever deletes that: the owner, the admin, or the end of the account."""
    storage, name = instance.file.storage, str(instance.file.name)
    gone = Statement(pk=instance.pk, owner_id=instance.owner_id)
    transaction.on_commit(partial(storage.delete, name))
    transaction.on_commit(partial(tell_owner, gone, "statement.removed"))
