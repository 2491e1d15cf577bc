"""A received task, as a worker with leases treats it."""

import json
from typing import Any

from celery import Celery, Task
from celery.worker.request import Request
from celery.worker.state import task_ready
from kombu.transport.virtual import QoS

from apps.scaling.keeper import KeepLeases, keeper
from apps.scaling.leases import Verdict


class LeasedRequest(Request):
    verdict: Verdict | None = None

    @property
    def run_name(self) -> str:
        return f"{self.id}:{self.request_dict.get('retries') or 0}"

    def revoked(self) -> bool:
        """Asked by the worker right before it starts a task: whether not to."""
        if super().revoked():
            return True
        if self.verdict is None:
            self.verdict = keeper().begin(run=self.run_name, tag=self.message.delivery_tag)
            if self.verdict is not Verdict.MINE:
                self._set_aside(self.verdict)
        return self.verdict is not Verdict.MINE

    def acknowledge(self) -> None:
        super().acknowledge()
        if self.verdict is Verdict.MINE:
            keeper().end(self.run_name)

    def reject(self, requeue: bool = False) -> None:
        if self.verdict is Verdict.MINE and requeue:
            keeper().release(self.run_name)
        super().reject(requeue=requeue)
        if self.verdict is Verdict.MINE and not requeue:
            keeper().end(self.run_name)

    def _set_aside(self, verdict: Verdict) -> None:
        task_ready(self)
        if verdict is Verdict.RUNNING:
            # The copy stays with the broker, where the lease renews it; this worker forgets it.
            QoS.ack(self.message.channel.qos, self.message.delivery_tag)
            self.acknowledged = True
            return
        if verdict is Verdict.DEAD:
            keeper().leases.bury(run=self.run_name, letter=self._letter())
        self.acknowledge()

    def _letter(self) -> str:
        queue = self.delivery_info["routing_key"]
        return json.dumps({"task": self.name, "queue": queue, "arguments": self.kwargsrepr})


class LeasedTask(Task[Any, Any]):
    Request = "apps.scaling.requests:LeasedRequest"


def lease_tasks(app: "Celery[Any]") -> None:
    """Give every run of the application's tasks a lease. The application is made with
    `task_cls=LeasedTask`, acknowledges late, and sets `visibility_timeout`."""
    app.steps["worker"].add(KeepLeases)
