import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

from celery_scale_to_zero.application import scale_to_zero
from celery_scale_to_zero.configuration import Scaling

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")


def configured_scaling() -> Scaling:
    """Return the setting at each use, as tests override it."""
    scaling: Scaling = settings.SCALING
    return scaling


app = Celery("config")
scale_to_zero(app, configured_scaling)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


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
