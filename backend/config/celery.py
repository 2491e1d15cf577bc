import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready
from django_structlog.celery.steps import DjangoStructLogInitStep

from apps.scaling.worker.requests import LeasedTask, lease_tasks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("config", task_cls=LeasedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)
lease_tasks(app)


@worker_ready.connect
def resume_lost_tasks(sender: Any, **_: Any) -> None:
    """Publish tasks again that a lost broker has forgotten; only always-on workers do this."""
    if sender.app is app and app.conf.task_default_queue in app.amqp.queues.consume_from:
        app.send_task("apps.scaling.tasks.reconcile_jobs", kwargs={"thoroughly": True})


@setup_logging.connect
def keep_django_logging(**_: Any) -> None:
    """Keep the logging of the settings: with a receiver Celery does not configure its own."""
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
