from celery import shared_task
from django.core.management import call_command


@shared_task
def forget_expired_tokens() -> None:
    """Drop refresh tokens that have expired by themselves from the list of revoked ones."""
    call_command("flushexpiredtokens")
