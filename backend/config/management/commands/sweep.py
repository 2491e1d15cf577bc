from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.scaling.subscribers import notify_subscribers
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.control.sweep import SweepError
from celery_scale_to_zero.dependencies import sweep_queues


class Command(BaseCommand):
    help = (
        "Run the sweep once, as its endpoint does; on Kubernetes a CronJob starts it every minute."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sweep_queues()
        except SweepError as error:
            raise CommandError(str(error)) from error
        notify_subscribers(broker())
