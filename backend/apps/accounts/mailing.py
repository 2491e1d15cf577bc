"""Delivery of mails: retried for a day, then stored as undelivered for staff."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from random import SystemRandom
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

import structlog
from celery import Task, current_app, shared_task
from django.core.mail import EmailMessage
from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone

from apps.accounts.models import UndeliveredMail

logger = structlog.get_logger(__name__)

# Delay before each retry: 1, 2, 4 … minutes, at most 4 hours; about a day in total.
RETRY_DELAYS_SECONDS = (*(60 * 2**number for number in range(8)), *(4 * 3600 for _ in range(5)))
# Spreads the retries of mails that failed at the same moment.
JITTER = 0.1
RETENTION = timedelta(days=30)
MAX_ERROR_LENGTH = 500
# SMTP reply codes from 500 are permanent. Source: RFC 5321, section 4.2.1.
MIN_PERMANENT_ERROR_CODE = 500


class NotDeliveredError(Exception):
    def __init__(self, *, to: str, reason: Exception) -> None:
        self.to = to
        self.is_permanent = isinstance(reason, SMTPRecipientsRefused) and all(
            code >= MIN_PERMANENT_ERROR_CODE for code, _ in reason.recipients.values()
        )
        super().__init__(f"{type(reason).__name__}: {reason}")


def deliver(mail: EmailMessage) -> None:
    """Send the mail. Raise NotDeliveredError."""
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        raise NotDeliveredError(to=mail.to[0], reason=error) from error


def mail_task(write: Callable[..., None]) -> "Task[..., None]":
    """Turn a function that writes and delivers a mail into a Celery task.

    The task is retried on any exception, after each of RETRY_DELAYS_SECONDS, then stored as an
    UndeliveredMail. Each attempt writes the mail again, so that its links are fresh.
    """

    @shared_task(bind=True, max_retries=None)
    @wraps(write)
    def task(self: "Task[..., None]", **arguments: Any) -> None:
        try:
            write(**arguments)
        except Exception as error:
            attempts = self.request.retries + 1
            is_permanent = isinstance(error, NotDeliveredError) and error.is_permanent
            if attempts <= len(RETRY_DELAYS_SECONDS) and not is_permanent:
                raise self.retry(exc=error, countdown=_retry_delay(attempts)) from error
            try:
                _store_undelivered(
                    task=self.name, arguments=arguments, error=error, attempts=attempts
                )
            except (DatabaseError, InterfaceError) as away:
                raise self.retry(exc=away, countdown=RETRY_DELAYS_SECONDS[-1]) from error

    typed: Task[..., None] = task
    return typed


def resend(mail: UndeliveredMail) -> None:
    """Publish the mail's task again, with all retries. Raise kombu's OperationalError."""
    with transaction.atomic():
        taken = UndeliveredMail.objects.select_for_update().filter(pk=mail.pk).first()
        if taken is not None:
            current_app.send_task(taken.task, kwargs=taken.arguments)
            taken.delete()


def delete_old_undelivered_mails() -> None:
    UndeliveredMail.objects.filter(created_at__lt=timezone.now() - RETENTION).delete()


def _store_undelivered(
    *, task: str, arguments: dict[str, Any], error: Exception, attempts: int
) -> None:
    email = error.to if isinstance(error, NotDeliveredError) else str(arguments.get("email", ""))
    UndeliveredMail.objects.create(
        task=task,
        arguments=arguments,
        email=email,
        error=str(error)[:MAX_ERROR_LENGTH] or type(error).__name__,
        attempts=attempts,
    )
    logger.error("mail_undelivered", task=task, attempts=attempts, exc_info=error)


def _retry_delay(attempts: int) -> int:
    return int(RETRY_DELAYS_SECONDS[attempts - 1] * SystemRandom().uniform(1 - JITTER, 1 + JITTER))
