from uuid import UUID

from celery import Task, shared_task
from django.db import InterfaceError, OperationalError

from apps.statements import imports

LONGEST_WAIT = 300


@shared_task(bind=True, max_retries=None)
def import_statement(self: Task[..., None], *, statement_id: str) -> None:
    try:
        imports.import_statement(statement_id=UUID(statement_id))
    except (InterfaceError, OperationalError) as error:
        # The database is away: look again after 2, 4, 8 … seconds, for as long as it takes.
        wait = min(2 ** (self.request.retries + 1), LONGEST_WAIT)
        raise self.retry(exc=error, countdown=wait) from error
    except Exception:
        imports.give_up(statement_id=UUID(statement_id))
        raise


@shared_task
def resume_imports() -> None:
    """Asked for by every worker that starts: what a killed one held is taken up at once."""
    for statement_id in imports.interrupted_imports():
        import_statement.delay(statement_id=str(statement_id))
