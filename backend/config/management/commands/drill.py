import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from celery_scale_to_zero.chaos.faults import faults
from celery_scale_to_zero.chaos.injection import Injection
from celery_scale_to_zero.chaos.project_environment import ProjectEnvironment
from config.management.commands.local_fleet import PERIOD


class Command(BaseCommand):
    help = "Inject every fault into the running application and report lost tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--many", type=int, default=1_000, help="tasks at once")
        parser.add_argument(
            "--seed", type=int, help="inject in a random order, and report only at the end"
        )

    def handle(self, *args: Any, many: int, seed: int | None, **options: Any) -> None:
        if settings.SCALING.fleet.rsplit(".", 1)[-1] != "LocalFleet":
            raise CommandError(
                "A drill kills workers and the broker, so it runs only on one machine (LocalFleet)."
            )
        # One log line per task would hide the output.
        logging.getLogger("django_structlog").setLevel(logging.WARNING)
        injection = Injection(
            lambda: ProjectEnvironment(queue="heavy", period=PERIOD),
            faults=faults(many=many),
            echo=self.stdout.write,
        )
        if not injection.run(seed=seed):
            raise CommandError("Some tasks were lost or completed twice; see the table above.")
        self.stdout.write("\n  No task was lost or completed twice.")
