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

from apps.scaling.broker import broker, visibility_timeout
from apps.scaling.drill import tasks
from apps.scaling.drill.faults import faults
from apps.scaling.drill.ground import Ground, UnmovedError
from apps.scaling.drill.outcome import Outcome, settle
from config.management.commands.local_fleet import PERIOD

HEADINGS = f"{'sent':>8}{'ended once':>12}{'restarted':>11}{'dead':>6}{'again':>7}{'lost':>6}"


class RunningGround(Ground):
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
    help = "Let every fault strike the running application, and say what survived."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--many", type=int, default=1_000, help="tasks at once")
        parser.add_argument("--seed", type=int, help="strike in a random order, all before a count")

    def handle(self, *args: Any, many: int, seed: int | None, **options: Any) -> None:
        if settings.SCALING.fleet.rsplit(".", 1)[-1] != "LocalFleet":
            raise CommandError("A drill kills workers and the broker: only on one machine.")
        # A line for each of a thousand tasks would bury what is told here.
        logging.getLogger("django_structlog").setLevel(logging.WARNING)
        struck = faults(many=many)
        self.stdout.write(f"  {'fault':<32}{HEADINGS}{'seconds':>9}")
        outcomes = []
        if seed is not None:
            shuffled = Random(seed).sample(struck, k=len(struck))  # noqa: S311 - repeats itself
            ground, began = RunningGround(), time.monotonic()
            for number, fault in enumerate(shuffled):
                self.stdout.write(f"  … {fault.name}")
                fault.strike(ground, f"{uuid.uuid4()}-{number}")
            outcomes.append(self._settle(f"order {seed}", ground, began))
        else:
            for fault in struck:
                ground, began = RunningGround(), time.monotonic()
                fault.strike(ground, str(uuid.uuid4()))
                outcomes.append(self._settle(fault.name, ground, began))
        if all(outcome is not None and outcome.is_clean for outcome in outcomes):
            self.stdout.write("\n  Nothing was lost, nothing was run to its end twice.")
        else:
            raise CommandError("Not everything survived.")

    def _settle(self, name: str, ground: Ground, began: float) -> Outcome | None:
        try:
            outcome = settle(ground)
        except UnmovedError as error:
            self.stdout.write(f"  ✗ {name}: {error}")
            return None
        seconds = time.monotonic() - began
        counts = (
            f"{outcome.sent:>8}{outcome.ended_once:>12}{outcome.restarted:>11}"
            f"{outcome.dead:>6}{len(outcome.ended_again):>7}{len(outcome.lost):>6}{seconds:>9.0f}"
        )
        self.stdout.write(f"  {'✓' if outcome.is_clean else '✗'} {name:<30}{counts}")
        return outcome
