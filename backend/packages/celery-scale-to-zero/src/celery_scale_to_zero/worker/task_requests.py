"""Celery's request and task classes with leases."""

import os
import signal
from functools import cached_property
from typing import Any

import redis
import structlog
from celery import Celery, Task
from celery.exceptions import Reject
from celery.worker.request import Request
from celery.worker.state import task_ready
from kombu.exceptions import OperationalError
from kombu.transport.virtual import QoS

from celery_scale_to_zero import signals
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.broker.task_runs import Run, mark_ended
from celery_scale_to_zero.control.publishing import require_short_countdown
from celery_scale_to_zero.worker.heartbeat import HeartbeatStep, worker_heartbeat
from celery_scale_to_zero.worker.idle_exit import IdleExitStep
from celery_scale_to_zero.worker.leases import Verdict
from celery_scale_to_zero.worker.shutdown_grace import is_shutting_down, limit_shutdown

logger = structlog.get_logger(__name__)


class LeasedRequest(Request):
    # Celery's types leave these out.
    _request_dict: dict[str, Any]
    worker_pid: int | None  # type: ignore[assignment] # of the process that runs the task
    verdict: Verdict | None = None
    killed_its_process = False

    @cached_property
    def run(self) -> Run:
        return Run(
            task_id=self.id,
            task=self.type,  # `name` may be a shadow's
            queue=str(self.delivery_info["routing_key"]),
            retries=self.request_dict.get("retries") or 0,
            replaced=self.request_dict.get("replaced_task_nesting") or 0,
            args=self.args,
            kwargs=self.kwargs,
        )

    def revoked(self) -> bool:
        """Return True if the task must not run; called by the worker right before it starts."""
        if super().revoked():
            return True
        if self.verdict is None:
            heartbeat = worker_heartbeat()
            self.verdict = heartbeat.begin(
                self.run, tag=self.message.delivery_tag, abort=self._kill_process
            )
            if self.verdict is Verdict.MINE:
                # For the task's own process: see `task_runs.require_lease`.
                self._request_dict["lease_holder"] = heartbeat.leases.worker
            else:
                self._handle_rejected(self.verdict)
        return self.verdict is not Verdict.MINE

    def acknowledge(self) -> None:
        if self._end():
            super().acknowledge()

    def on_timeout(self, soft: bool, timeout: float) -> None:
        super().on_timeout(soft, timeout)
        if not soft:
            signals.task_timed_out.send(sender=self.run.task, run=self.run)

    def on_failure(self, exc_info: Any, *args: Any, **kwargs: Any) -> Any:
        self.killed_its_process = not isinstance(exc_info.exception, Reject)
        return super().on_failure(exc_info, *args, **kwargs)

    def reject(self, requeue: bool = False) -> None:
        if self.verdict is Verdict.MINE and requeue:
            # Its process died, perhaps out of memory, unless this worker is ending it.
            is_strike = self.killed_its_process and not is_shutting_down()
            if worker_heartbeat().release(self.run.name, is_strike=is_strike):
                super().reject(requeue=True)
            else:
                self._forget()
        elif requeue or self._end():
            super().reject(requeue=requeue)

    def _end(self) -> bool:
        """End the run; return False if another worker has taken it over, and so its message."""
        if self.verdict is not Verdict.MINE or worker_heartbeat().end(self.run.name):
            return True
        self._forget()
        return False

    def _forget(self) -> None:
        """Leave the message in the broker: a copy of it has the same delivery tag."""
        QoS.ack(self.message.channel.qos, self.message.delivery_tag)
        self.acknowledged = True

    def _kill_process(self) -> None:
        """Kill the process that runs the task; other kinds of pools let it run to its end."""
        if self.worker_pid and self.worker_pid != os.getpid():
            os.kill(self.worker_pid, signal.SIGKILL)

    def _handle_rejected(self, verdict: Verdict) -> None:
        task_ready(self)
        if verdict is Verdict.RUNNING:
            # The lease renews the copy.
            self._forget()
            return
        if verdict is Verdict.DEAD:
            worker_heartbeat().leases.add_dead_letter(self.run)
            signals.task_became_dead_letter.send(sender=self.run.task, run=self.run)
        self.acknowledge()


class LeasedTask(Task[Any, Any]):
    Request = "celery_scale_to_zero.worker.task_requests:LeasedRequest"

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        """Mark the run as ended in the process that ran it.

        If the worker is killed before it receives the result, nothing is repeated.
        """
        super().on_success(retval, task_id, args, kwargs)
        try:
            mark_ended(broker(), self.request)
        except redis.RedisError:
            logger.warning("end_not_marked", task_id=task_id, exc_info=True)

    def apply_async(  # type: ignore[override] # Celery's many options
        self, args: Any = None, kwargs: Any = None, **options: Any
    ) -> Any:
        """Publish the task.

        Raise CountdownTooLongError for a distant due time on a queue that scales to zero, and
        kombu's OperationalError for a broker that is full or unavailable.
        """
        require_short_countdown(self.app, self.name, options)
        try:
            return super().apply_async(args, kwargs, **options)
        except redis.exceptions.OutOfMemoryError as error:
            raise OperationalError(str(error)) from error


def lease_tasks(app: "Celery[Any]") -> None:
    """Give every run of the application's tasks a lease; limit its workers' shutdown and idling.

    The application is created with `task_cls=LeasedTask`, acknowledges late, and sets
    `visibility_timeout`.
    """
    app.steps["worker"].add(HeartbeatStep)
    app.steps["consumer"].add(IdleExitStep)
    limit_shutdown()
