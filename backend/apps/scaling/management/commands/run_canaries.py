from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

import redis
import structlog
from django.core.management.base import BaseCommand, CommandError

from apps.scaling.canary import wait_for_canaries
from apps.scaling.tasks import canary
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.configuration import ScaledQueue, scaling
from celery_scale_to_zero.dependencies import wake_queue
from celery_scale_to_zero.fleets import FleetError, fleet
from celery_scale_to_zero.fleets.ecs_tasks import EcsTaskFleet

logger = structlog.get_logger(__name__)

# A cold start takes 30 to 90 s, twice that without Spot capacity. A deployment's function ends
# after 900 s, in which this command has to start, too.
TIMEOUT_SECONDS = 480
POLL_INTERVAL_SECONDS = 5


class Command(BaseCommand):
    help = "Run a task on a new worker of each queue that scales to zero; for releases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=TIMEOUT_SECONDS)

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        workers = fleet()
        if not (isinstance(workers, EcsTaskFleet) and workers.canary):
            raise CommandError("Set WORKER_CANARY=1; the workers have to be standalone tasks.")
        queues = {queue.name: queue for queue in scaling().queues if queue.scales_to_zero}
        tokens = {name: uuid4().hex for name in queues}
        try:
            for name, token in tokens.items():
                canary.apply_async(kwargs={"token": token}, queue=name)
            failures = wait_for_canaries(
                broker=broker(),
                tokens=tokens,
                wake=lambda name: _wake(queues[name]),
                seconds=seconds,
                pause=POLL_INTERVAL_SECONDS,
            )
        finally:
            for name in queues:
                workers.stop(queue=name)
        if failures:
            raise CommandError(
                " ".join(f"The worker of {name} {why}." for name, why in failures.items())
            )
        self.stdout.write(f"Workers of {', '.join(queues)} ran their tasks.")


def _wake(queue: ScaledQueue) -> None:
    """Start its worker if none is starting or running; the next attempt follows in seconds."""
    try:
        wake_queue(queue)
    except (FleetError, redis.RedisError) as error:
        logger.warning("canary_not_started", queue=queue.name, reason=str(error))
