"""A Celery application with shortened times, for the workers of tests."""

from celery import Celery

import celery_scale_to_zero.chaos.tasks  # noqa: F401 - its shared tasks are this application's too
from celery_scale_to_zero.application import REQUIRED
from celery_scale_to_zero.configuration import Scaling
from celery_scale_to_zero.worker.task_requests import LeasedTask, lease_tasks

SECONDS = 3
SCALING = Scaling(queues=(), fleet="", grace=2, idle_seconds=1.5)
app = Celery("leased", task_cls=LeasedTask, set_as_current=False)
app.conf.update(
    REQUIRED,
    task_ignore_result=True,
    task_default_queue="heavy",
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": SECONDS},
)
# Not `scale_to_zero`, which would configure the process of the tests.
lease_tasks(app)
