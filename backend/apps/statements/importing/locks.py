"""Lock of a statement for its import, deletion, re-import and corrections."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from apps.statements.models import Statement


class StatementBusyError(Exception):
    """The statement is being imported or changed."""


@contextmanager
def lock_statement(*, statement_id: UUID) -> Iterator[Statement]:
    """Open a transaction and yield the locked statement.

    Raise Statement.DoesNotExist, or StatementBusyError immediately if it is locked already.
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
