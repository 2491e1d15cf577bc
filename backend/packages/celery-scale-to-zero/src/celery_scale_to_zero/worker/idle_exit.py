"""End a worker whose queue has been empty for some seconds.

Only for workers that are standalone tasks: a service would replace them.
"""

import os
from typing import Any

import redis
import structlog
from celery import bootsteps
from celery.worker import state

from celery_scale_to_zero.broker.client import connect
from celery_scale_to_zero.broker.starts import Starts
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.worker.heartbeat import worker_heartbeat
from celery_scale_to_zero.worker.shutdown_grace import force_exit_later

logger = structlog.get_logger(__name__)

CHECK_INTERVAL_SECONDS = 1.0


class IdleExitStep(bootsteps.StartStopStep):
    """Check once a second, in the thread that fetches tasks: none arrives during a check."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self.timer: Any = None

    def include_if(self, consumer: Any) -> bool:
        return bool(scaling().start)

    def start(self, consumer: Any) -> None:
        (queue,) = consumer.app.amqp.queues.consume_from
        starts = Starts(broker=connect(consumer.app.conf.broker_url), queue=queue)
        self.timer = consumer.timer.call_repeatedly(
            CHECK_INTERVAL_SECONDS, _leave_if_idle, (starts,)
        )

    def stop(self, consumer: Any) -> None:
        if self.timer is not None:
            self.timer.cancel()


def _leave_if_idle(starts: Starts) -> None:
    heartbeat = worker_heartbeat()
    if heartbeat.is_leaving or heartbeat.idle_seconds() < scaling().idle_seconds:
        return
    try:
        heartbeat.is_leaving = starts.leave(scaling().start)
    except redis.RedisError:
        logger.warning("idle_exit_failed", exc_info=True)
        return
    if heartbeat.is_leaving:
        logger.info("worker_leaves", queue=starts.queue, idle_seconds=scaling().idle_seconds)
        # Celery's loop checks this next.
        state.should_stop = os.EX_OK  # type: ignore[assignment] # Celery reads an exit code here
        force_exit_later(os.EX_OK)
