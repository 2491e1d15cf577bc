from uuid import UUID

from celery import Task, shared_task
from django.db import InterfaceError, OperationalError

from apps.statements import imports


@shared_task(bind=True, max_retries=5)
def import_statement(self: Task[..., None], *, statement_id: str) -> None:
    try:
        imports.import_statement(statement_id=UUID(statement_id))
    except (InterfaceError, OperationalError) as error:
        # The database is away: wait for it, 2 to 32 seconds longer each time.
        raise self.retry(exc=error, countdown=2 ** (self.request.retries + 1)) from error
    except Exception:
        imports.give_up(statement_id=UUID(statement_id))
        raise
