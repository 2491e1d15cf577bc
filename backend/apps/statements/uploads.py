from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.accounts.models import User
from apps.statements.models import Statement


def keep_upload(*, owner: User, file: "UploadedFile[bytes]") -> Statement:
    """Store the file privately and note it as waiting for its import."""
    statement = Statement(
        owner=owner, filename=(file.name or "statement.csv")[-255:], size=file.size or 0
    )
    statement.file = file
    statement.save()
    return statement


def discard(statement: Statement) -> None:
    """Remove a statement, all it brought, and its file once that is certain."""
    storage, name = statement.file.storage, str(statement.file.name)
    with transaction.atomic():
        statement.delete()
        transaction.on_commit(lambda: storage.delete(name))
