import logging
import os
import signal
import time
import uuid
from argparse import ArgumentParser
from random import Random
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from celery_scale_to_zero.broker.client import broker, visibility_timeout
from celery_scale_to_zero.chaos import tasks
from celery_scale_to_zero.chaos.environment import ChaosEnvironment, WaitTimeoutError
from celery_scale_to_zero.chaos.faults import faults
from celery_scale_to_zero.chaos.outcome import Outcome, wait_for_outcome
from config.management.commands.local_fleet import PERIOD

HEADINGS = f"{'sent':>8}{'ended once':>12}{'restarted':>11}{'dead':>6}{'again':>7}{'lost':>6}"


class RunningApplication(ChaosEnvironment):
    """The application that `make up` runs."""

    queue = "heavy"
    period = PERIOD

    def __init__(self) -> None:
        super().__init__()
        self.broker = broker()
        self.lease = visibility_timeout()

    def send(
        self, task: str, *, task_id: str, arguments: dict[str, object], countdown: float
    ) -> None:
        getattr(tasks, task).apply_async(
            kwargs=arguments, task_id=task_id, queue=self.queue, countdown=countdown or None
        )

    def kill_broker(self) -> None:
        information: Any = self.broker.info("server")
        os.kill(information["process_id"], signal.SIGKILL)

    def cancel_consumers(self) -> None:
        names = [f"{worker.name}@{os.uname().nodename}" for worker in self.workers()]
        current_app.control.cancel_consumer(self.queue, destination=names)


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
        all_faults = faults(many=many)
        self.stdout.write(f"  {'fault':<32}{HEADINGS}{'seconds':>9}")
        outcomes = []
        if seed is not None:
            shuffled = Random(seed).sample(all_faults, k=len(all_faults))  # noqa: S311 - repeats itself
            environment, began = RunningApplication(), time.monotonic()
            for number, fault in enumerate(shuffled):
                self.stdout.write(f"  … {fault.name}")
                fault.inject(environment, f"{uuid.uuid4()}-{number}")
            outcomes.append(self._settle(f"order {seed}", environment, began))
        else:
            for fault in all_faults:
                environment, began = RunningApplication(), time.monotonic()
                fault.inject(environment, str(uuid.uuid4()))
                outcomes.append(self._settle(fault.name, environment, began))
        if all(outcome is not None and outcome.is_clean for outcome in outcomes):
            self.stdout.write("\n  No task was lost or completed twice.")
        else:
            raise CommandError("Some tasks were lost or completed twice; see the table above.")

    def _settle(self, name: str, environment: ChaosEnvironment, began: float) -> Outcome | None:
        try:
            outcome = wait_for_outcome(environment)
        except WaitTimeoutError as error:
            self.stdout.write(f"  ✗ {name}: {error}")
            return None
        seconds = time.monotonic() - began
        counts = (
            f"{outcome.sent:>8}{outcome.ended_once:>12}{outcome.restarted:>11}"
            f"{outcome.dead:>6}{len(outcome.ended_again):>7}{len(outcome.lost):>6}{seconds:>9.0f}"
        )
        self.stdout.write(f"  {'✓' if outcome.is_clean else '✗'} {name:<30}{counts}")
        return outcome
