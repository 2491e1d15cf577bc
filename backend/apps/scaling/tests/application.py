"""A Celery application as another project would set it up, with shortened times."""

from celery import Celery

import apps.scaling.drill.tasks  # noqa: F401 - its shared tasks are this application's too
from apps.scaling.worker.requests import LeasedTask, lease_tasks

SECONDS = 3
app = Celery("leased", task_cls=LeasedTask, set_as_current=False)
app.conf.update(
    broker_transport="apps.scaling.transport:Transport",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    task_default_queue="heavy",
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": SECONDS, "unacked_restore_interval": 1},
)
lease_tasks(app)
