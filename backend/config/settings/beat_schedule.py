"""The tasks that beat publishes, and their times."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

# All at the same time, so that a paused database is resumed only once.
AT_NIGHT = crontab(hour="3", minute="30")
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # Queries the database only if a task was published since the last run without result.
    "reconcile jobs": {
        "task": "apps.scaling.tasks.reconcile_jobs",
        "schedule": timedelta(minutes=5),
    },
    "reconcile jobs thoroughly": {
        "task": "apps.scaling.tasks.reconcile_jobs",
        "kwargs": {"thoroughly": True},
        "schedule": AT_NIGHT,
    },
    "forget what is over": {
        "task": "apps.accounts.tasks.forget_what_is_over",
        "schedule": AT_NIGHT,
    },
    "forget abandoned sign-ins": {
        "task": "apps.accounts.tasks.forget_abandoned_sign_ins",
        "schedule": AT_NIGHT,
    },
    "forget old archives": {
        "task": "apps.accounts.tasks.forget_old_archives",
        "schedule": AT_NIGHT,
    },
    # sample: statements begin
    "erase deleted transactions": {
        "task": "apps.statements.tasks.erase_deleted_transactions",
        "schedule": AT_NIGHT,
    },
    # sample: statements end
    "delete due accounts": {
        "task": "apps.accounts.tasks.delete_due_accounts",
        "schedule": AT_NIGHT,
    },
}
