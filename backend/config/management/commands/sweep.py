from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.scaling.broker import broker
from apps.scaling.dependencies import sweep_queues
from apps.scaling.subscribers import notify_subscribers
from apps.scaling.sweep import SweepError


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
