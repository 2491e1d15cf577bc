from contextlib import suppress
from uuid import UUID

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from apps.core.jobs import Job, JobBusyError, Reason
from apps.statements import undo
from apps.statements.importing import imports
from apps.statements.importing.locks import StatementBusyError

MAX_RETRY_DELAY_SECONDS = 300


@shared_task(bind=True, max_retries=None)
def import_statement(self: Task[..., None], *, statement_id: str) -> None:
    try:
        imports.import_statement(statement_id=UUID(statement_id))
    except (InterfaceError, OperationalError) as error:
        # The database is unavailable: retry after 2, 4, 8 … seconds until it is back.
        wait = min(2 ** (self.request.retries + 1), MAX_RETRY_DELAY_SECONDS)
        raise self.retry(exc=error, countdown=wait) from error
    except SoftTimeLimitExceeded:
        _close(statement_id, Reason.TIMED_OUT)
        raise
    except Exception:
        _close(statement_id, "failed")
        raise


@shared_task
def erase_deleted_transactions() -> None:
    undo.erase_deleted()


def _close(statement_id: str, code: str) -> None:
    # Another process is importing it.
    with suppress(StatementBusyError):
        imports.close_import(statement_id=UUID(statement_id), code=code)


def _resume(key: str) -> None:
    if imports.count_attempt(statement_id=UUID(key)):
        import_statement.delay(statement_id=key)


def _close_job(key: str, reason: Reason) -> None:
    try:
        imports.close_import(statement_id=UUID(key), code=reason)
    except StatementBusyError as error:
        raise JobBusyError from error


IMPORT_JOB = Job(
    task="apps.statements.tasks.import_statement",
    argument="statement_id",
    unfinished=imports.list_unfinished_imports,
    resume=_resume,
    close=_close_job,
)
