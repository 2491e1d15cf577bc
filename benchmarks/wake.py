"""The time from publishing a task to starting its worker, and the cost for the publisher.

`make bench`. The call goes to an emulated ECS over HTTP; the comparison is Celery's own publishing.
"""

import logging
import threading
import time
from statistics import median
from typing import Any

import boto3
import django
from celery import Celery

django.setup()

from celery_scale_to_zero.broker.client import broker  # noqa: E402 - Django has to be set up first
from celery_scale_to_zero.configuration import ScaledQueue, scaling  # noqa: E402
from celery_scale_to_zero.control.metrics import Metrics  # noqa: E402
from celery_scale_to_zero.control.wake import wake  # noqa: E402
from celery_scale_to_zero.dependencies import waker  # noqa: E402
from celery_scale_to_zero.fleets.ecs_services import EcsServiceFleet  # noqa: E402
from config.celery import app  # noqa: E402

CALLS = 15
# Alternating, as other work on the machine changes from second to second.
ROUNDS, PUBLICATIONS = 15, 100
CLUSTER = "bench"


class Watched(EcsServiceFleet):
    """Records when ECS has responded."""

    responded = threading.Event()

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        before = super().raise_to(queue=queue, workers=workers)
        self.responded.set()
        return before


def main() -> None:
    logging.disable(logging.INFO)  # logging of each task would distort the measurement
    ecs = boto3.client("ecs")
    ecs.create_cluster(clusterName=CLUSTER)
    ecs.register_task_definition(
        family="worker", containerDefinitions=[{"name": "worker", "image": "none"}]
    )
    ecs.create_service(
        cluster=CLUSTER, serviceName="worker-heavy", taskDefinition="worker", desiredCount=0
    )
    fleet, metrics = Watched(cluster=CLUSTER), Metrics("bench")

    def wake_on_ecs(queue: ScaledQueue) -> None:
        wake(broker=broker(), queue=queue, fleet=fleet, metrics=metrics)

    waker.wake = wake_on_ecs
    took = [_call(fleet) for _ in range(CALLS)]
    print(f"from the publication to the response to the start call, ms: {median(took):.0f}", end="")
    print(f" (longest {max(took):.0f}; the target is 1000)\n")

    plain: Celery[Any] = Celery("plain", broker=app.conf.broker_url, set_as_current=False)
    broker().flushdb()
    rounds = [
        (_publications(plain, "celery"), _publications(app, scaling().demo_queue))
        for _ in range(ROUNDS)
    ]
    waker.wait()
    theirs, ours = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(our / their for their, our in rounds)
    print("a publication, ms     Celery's own      ours, with its wake     ours / Celery's")
    print(f"{theirs:>34.2f}{ours:>25.2f}{ratio:>20.2f}")
    broker().flushdb()


def _call(fleet: Watched) -> float:
    broker().flushdb()
    boto3.client("ecs").update_service(cluster=CLUSTER, service="worker-heavy", desiredCount=0)
    fleet.responded.clear()
    began = time.perf_counter()
    app.send_task("unknown", queue="heavy")
    fleet.responded.wait()
    took = (time.perf_counter() - began) * 1000
    waker.wait()
    return took


def _publications(publisher: "Celery[Any]", queue: str) -> float:
    began = time.perf_counter()
    for _ in range(PUBLICATIONS):
        publisher.send_task("unknown", queue=queue)
    return (time.perf_counter() - began) * 1000 / PUBLICATIONS


if __name__ == "__main__":
    main()
