import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@worker_ready.connect
def resume_what_was_interrupted(**_: Any) -> None:
    app.send_task("apps.statements.tasks.resume_imports")


@setup_logging.connect
def keep_django_logging(**_: Any) -> None:
    """Connected so that Celery leaves the logging of the settings alone."""
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
