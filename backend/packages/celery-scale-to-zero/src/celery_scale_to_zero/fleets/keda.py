"""Workers as Jobs on Kubernetes: KEDA polls the demand and starts them; they leave by themselves.

Source: KEDA documentation, "Scaling Jobs".
"""

from collections.abc import Mapping, Sequence

from redis import RedisError

from celery_scale_to_zero.broker import client as brokers
from celery_scale_to_zero.broker.client import Broker, visibility_timeout
from celery_scale_to_zero.broker.workers import ready_workers
from celery_scale_to_zero.fleets import FleetError, Size


class KedaFleet:
    """Count the registered workers: no process of the backend may call the Kubernetes API."""

    def __init__(self, broker: Broker | None = None) -> None:
        self.broker = broker or brokers.broker()

    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        try:
            counts = {queue: self._count(queue) for queue in queues}
        except RedisError as error:
            raise FleetError(str(error)) from error
        return {queue: Size(desired=count, running=count) for queue, count in counts.items()}

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        """Return None: KEDA sees the demand at its next poll."""
        return None

    def _count(self, queue: str) -> int:
        return len(ready_workers(broker=self.broker, queue=queue, seconds=visibility_timeout()))
