"""A received task, as a worker with leases treats it."""

from functools import cached_property
from typing import Any

import redis
import structlog
from celery import Celery, Task
from celery.exceptions import Reject
from celery.worker.request import Request
from celery.worker.state import task_ready
from kombu.transport.virtual import QoS

from apps.scaling.broker import broker
from apps.scaling.publishing import refuse_far_off
from apps.scaling.runs import Run, mark_ended
from apps.scaling.worker.grace import is_told_to_stop, limit_grace
from apps.scaling.worker.keeper import Keep, keeper
from apps.scaling.worker.leases import Verdict

logger = structlog.get_logger(__name__)


class LeasedRequest(Request):
    verdict: Verdict | None = None
    took_its_process_along = False

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
        """Asked by the worker right before it starts a task: whether not to."""
        if super().revoked():
            return True
        if self.verdict is None:
            self.verdict = keeper().begin(self.run, tag=self.message.delivery_tag)
            if self.verdict is not Verdict.MINE:
                self._set_aside(self.verdict)
        return self.verdict is not Verdict.MINE

    def acknowledge(self) -> None:
        super().acknowledge()
        if self.verdict is Verdict.MINE:
            keeper().end(self.run.name)

    def on_failure(self, exc_info: Any, *args: Any, **kwargs: Any) -> Any:
        self.took_its_process_along = not isinstance(exc_info.exception, Reject)
        return super().on_failure(exc_info, *args, **kwargs)

    def reject(self, requeue: bool = False) -> None:
        if self.verdict is Verdict.MINE and requeue:
            # Its process died, of a lack of memory perhaps, unless this worker is ending it.
            is_strike = self.took_its_process_along and not is_told_to_stop()
            keeper().release(self.run.name, is_strike=is_strike)
        super().reject(requeue=requeue)
        if self.verdict is Verdict.MINE and not requeue:
            keeper().end(self.run.name)

    def _set_aside(self, verdict: Verdict) -> None:
        task_ready(self)
        if verdict is Verdict.RUNNING:
            # The copy stays with the broker, where the lease renews it; this worker forgets it.
            QoS.ack(self.message.channel.qos, self.message.delivery_tag)
            self.acknowledged = True
            return
        if verdict is Verdict.DEAD:
            keeper().leases.bury(self.run)
        self.acknowledge()


class LeasedTask(Task[Any, Any]):
    Request = "apps.scaling.worker.requests:LeasedRequest"

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        """In the process that ran it, before the worker hears of it: killed in between, the worker
        leaves nothing to repeat."""
        super().on_success(retval, task_id, args, kwargs)
        try:
            mark_ended(broker(), self.request)
        except redis.RedisError:
            logger.warning("end_not_marked", task_id=task_id, exc_info=True)

    def apply_async(  # type: ignore[override] # the options are many, and Celery's business
        self, args: Any = None, kwargs: Any = None, **options: Any
    ) -> Any:
        """As ever; raises FarOffError for a time that is far off on a queue that scales to zero."""
        refuse_far_off(self.app, self.name, options)
        return super().apply_async(args, kwargs, **options)


def lease_tasks(app: "Celery[Any]") -> None:
    """Give every run of the application's tasks a lease, and its worker an end that loses none. The
    application is made with `task_cls=LeasedTask`, acknowledges late, and sets
    `visibility_timeout`."""
    app.steps["worker"].add(Keep)
    limit_grace()
