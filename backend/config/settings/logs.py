"""Structured logs: one JSON object per line in production, colours in development."""

import logging
import re
from typing import Any

import structlog
from structlog.typing import Processor


class WithoutQuery(logging.Filter):
    """Remove the query from URLs that gunicorn logs: it may contain a signature or search text."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = re.sub(r"\?[^\s'\"]+", "?…", record.getMessage())
        record.args = None
        return True


def logging_config(*, level: str, json: bool) -> dict[str, Any]:
    """Route structlog and the standard library's loggers through one formatter."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso" if json else "%H:%M:%S", utc=json),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    render: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json
        else [
            structlog.dev.ConsoleRenderer(
                pad_event_to=0, pad_level=False, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
                "foreign_pre_chain": shared,
            }
        },
        "filters": {"without_query": {"()": WithoutQuery}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "gunicorn.error": {"filters": ["without_query"], "propagate": True},
            # Repeats what django_structlog logs with the request id.
            "django.request": {"level": "CRITICAL"},
            # Repeat what django_structlog logs of tasks.
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            # Logs at every start where its credentials come from.
            "botocore": {"level": "WARNING"},
        },
    }
