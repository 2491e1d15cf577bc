"""One at a time with a statement: its import, its removal, a change of what was read."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from apps.statements.models import Statement


class StatementBusyError(Exception):
    """It is being imported, or somebody else changes it."""


@contextmanager
def locked(*, statement_id: UUID) -> Iterator[Statement]:
    """The statement, which nobody else changes until the block ends; in a transaction.

    Raises Statement.DoesNotExist, and StatementBusyError at once instead of waiting.
    """
    with transaction.atomic():
        try:
            # An import holds this lock for as long as it runs.
            statement = Statement.objects.select_for_update(nowait=True).get(pk=statement_id)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise StatementBusyError from error
            raise
        yield statement
