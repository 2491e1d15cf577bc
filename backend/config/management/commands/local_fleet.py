import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.fleets.local import LocalFleet
from celery_scale_to_zero.fleets.runner import LocalRunner, ServedQueue
from config.topology import QUEUES, WORKER_FLEET, Queue, WorkerFleet, autoscaling, worker

LAMBDA = settings.BACKEND.parent / "awslambda" / "publish_celery_metrics.py"
# Seconds of a datapoint; 60 on AWS.
PERIOD = 5.0
# Seconds from SIGTERM to SIGKILL.
GRACE = 10.0


class Command(BaseCommand):
    help = (
        "Run the workers of queues that scale to zero, with the alarms, wakes and agent of AWS."
        " A second process is a standby."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--endpoint", required=True, help="URL of the sweep")
        parser.add_argument(
            "--all", action="store_true", help="also run the workers of other queues"
        )
        parser.add_argument("--period", type=float, default=PERIOD, help="seconds of a datapoint")

    def handle(self, *args: Any, endpoint: str, period: float, **options: Any) -> None:
        os.environ["CELERY_METRICS_URL"] = endpoint
        os.environ["CELERY_METRICS_TOKEN"] = scaling().token
        fleet = LocalFleet()
        runner = LocalRunner(
            fleet=fleet,
            agent=LocalEcsAgent(is_silent=lambda: fleet.is_silent("agent")),
            queues=[
                ServedQueue(
                    name=queue.name,
                    minimum=queue.minimum,
                    maximum=queue.maximum,
                    command=[sys.executable, "-m", *worker(queue).arguments(host="", port=None)],
                    autoscaling=None if _leaves(queue) else autoscaling(queue),
                )
                for queue in QUEUES
                if queue.minimum == 0 or options["all"]
            ],
            sweep=invoke_lambda,
            period=period,
            grace=GRACE,
            folder=settings.BACKEND,
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: runner.stopped.set())
        runner.run()


def _leaves(queue: Queue) -> bool:
    """Return True if the workers of the queue end by themselves."""
    return queue.minimum == 0 and WORKER_FLEET is WorkerFleet.TASKS


def invoke_lambda() -> Mapping[str, int]:
    queues = load_lambda().lambda_handler({}, None)
    return {queue: counted["demand"] for queue, counted in queues.items()}


def load_lambda() -> Any:
    """Return the module of the Lambda function."""
    spec = spec_from_file_location(LAMBDA.stem, LAMBDA)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
