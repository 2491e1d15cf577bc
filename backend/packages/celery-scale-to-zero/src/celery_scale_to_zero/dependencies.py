"""Domain functions with the dependencies that this process is configured with."""

from functools import cache

from celery import current_app

from celery_scale_to_zero.broker.client import broker, visibility_timeout
from celery_scale_to_zero.configuration import ScaledQueue, scaling
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.control.publishing import Waker
from celery_scale_to_zero.control.sweep import QueueState, get_queue_states, sweep
from celery_scale_to_zero.control.wake import wake
from celery_scale_to_zero.fleets import fleet


@cache
def metrics() -> Metrics:
    return Metrics(scaling().namespace)


def wake_queue(queue: ScaledQueue) -> None:
    wake(broker=broker(), queue=queue, fleet=fleet(), metrics=metrics())


waker = Waker(wake_queue)


def sweep_queues() -> list[QueueState]:
    with current_app.connection_for_write() as connection:
        return sweep(
            broker=broker(),
            connection=connection,
            queues=scaling().queues,
            fleet=fleet(),
            metrics=metrics(),
            seconds=visibility_timeout(),
        )


def queue_states() -> list[QueueState]:
    return get_queue_states(
        broker=broker(), queues=scaling().queues, fleet=fleet(), seconds=visibility_timeout()
    )
