"""The sweep of every minute: repair what was missed, count, and publish to CloudWatch."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kombu import Connection
from redis.exceptions import OutOfMemoryError

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.deliveries import requeue_expired
from celery_scale_to_zero.broker.demand import Demand, count_demand
from celery_scale_to_zero.broker.task_runs import list_running_tasks
from celery_scale_to_zero.broker.workers import ready_workers
from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control import decision_log, history
from celery_scale_to_zero.control.decision_log import Reason
from celery_scale_to_zero.control.metrics import Metrics, MetricsError
from celery_scale_to_zero.fleets import Fleet, FleetError, Size
from celery_scale_to_zero.policy.capacity import datapoint, workers_needed

# Time of the last sweep, in seconds since 1970.
LAST_SWEEP = "scaling:swept"


class SweepError(Exception):
    """The sweep did all it could, but AWS failed or the broker was out of memory."""


@dataclass(frozen=True, kw_only=True)
class QueueState:
    queue: ScaledQueue
    demand: Demand
    needed: int
    size: Size
    is_managed: bool
    """False if the fleet does not set their number, as they are always on."""
    ready: int
    busy: int

    @property
    def starting(self) -> int:
        return max(0, self.size.desired - self.ready)


def get_queue_states(
    *, broker: Broker, queues: Sequence[ScaledQueue], fleet: Fleet, seconds: int
) -> list[QueueState]:
    """Return the state of each queue. Raise redis.RedisError or FleetError."""
    names = [queue.name for queue in queues]
    sizes = fleet.sizes(names)
    busy: dict[str, set[str]] = {}
    for run in list_running_tasks(broker=broker, seconds=seconds):
        busy.setdefault(run.queue, set()).add(run.worker)
    return [
        _state(
            queue=queue,
            counted=counted,
            sizes=sizes,
            ready=ready_workers(broker=broker, queue=queue.name, seconds=seconds),
            busy=busy.get(queue.name, set()),
        )
        for queue, counted in zip(queues, count_demand(broker=broker, queues=names), strict=True)
    ]


def sweep(
    *,
    broker: Broker,
    connection: Connection,
    queues: Sequence[ScaledQueue],
    fleet: Fleet,
    metrics: Metrics,
    seconds: int,
) -> list[QueueState]:
    """Requeue the deliveries of dead workers, start missing workers, record and publish states.

    `seconds`: how long an unrenewed delivery or worker counts. Raise redis.RedisError if the broker
    is unavailable, and, after everything else was done, SweepError if AWS failed.
    """
    failures: list[Exception] = []
    with _collect_out_of_memory(failures):
        restored = requeue_expired(connection=connection, broker=broker, seconds=seconds)
        if restored:
            decision_log.record_requeued(broker=broker, deliveries=restored)
    found: list[QueueState] = []
    try:
        found = get_queue_states(broker=broker, queues=queues, fleet=fleet, seconds=seconds)
    except FleetError as error:
        failures.append(error)
    counted = [each.demand for each in found if _is_published(each)]
    if not found:
        # Demand must be published even if the fleet is unavailable.
        counted = count_demand(broker=broker, queues=[queue.name for queue in queues])
    try:
        metrics.publish(counted, heartbeat=True)
    except MetricsError as error:
        failures.append(error)
    for state in found:
        if state.queue.scales_to_zero and not state.is_managed:
            failures.append(FleetError(f"the fleet runs no workers of {state.queue.name}"))
        if state.is_managed:
            with _collect_out_of_memory(failures):
                decision_log.record_alarm_decision(
                    broker=broker,
                    queue=state.queue.name,
                    demand=state.demand.total,
                    desired=state.size.desired,
                )
        try:
            with _collect_out_of_memory(failures):
                _repair(broker, state, fleet=fleet)
        except FleetError as error:
            failures.append(error)
        with _collect_out_of_memory(failures):
            history.record_sample(broker=broker, queue=state.queue.name, sample=_sample(state))
    with _collect_out_of_memory(failures):
        broker.set(LAST_SWEEP, time.time())
    if failures:
        raise SweepError("; ".join(str(failure) for failure in failures))
    return found


@contextmanager
def _collect_out_of_memory(failures: list[Exception]) -> Iterator[None]:
    """Collect an OutOfMemoryError of a write that must not stop the rest."""
    try:
        yield
    except OutOfMemoryError as error:
        failures.append(error)


def _state(
    *,
    queue: ScaledQueue,
    counted: Demand,
    sizes: Mapping[str, Size],
    ready: set[str],
    busy: set[str],
) -> QueueState:
    return QueueState(
        queue=queue,
        demand=counted,
        needed=max(
            queue.minimum,
            workers_needed(
                demand=counted.total, concurrency=queue.concurrency, maximum=queue.maximum
            ),
        ),
        # Workers outside the fleet are always on: as many as there are desired.
        is_managed=queue.name in sizes,
        size=sizes.get(queue.name, Size(desired=len(ready), running=len(ready))),
        ready=len(ready),
        busy=len(busy & ready),
    )


def _is_published(state: QueueState) -> bool:
    return datapoint(demand=state.demand.total, workers=state.size.desired) is not None


def _repair(broker: Broker, state: QueueState, *, fleet: Fleet) -> None:
    queue = state.queue
    if not state.is_managed or state.size.desired >= state.needed:
        return
    # A task that was just published is no missed wake: its wake waits for more of them.
    is_waking = broker.exists(decision_log.waking_key(queue.name))
    before = fleet.raise_to(queue=queue.name, workers=state.needed)
    if before is not None:
        decision_log.record_raise(
            broker=broker,
            reason=Reason.WOKEN if is_waking else Reason.REPAIRED,
            queue=queue.name,
            demand=state.demand.total,
            before=before,
            after=state.needed,
        )


def _sample(state: QueueState) -> history.Sample:
    return history.Sample(
        demand=state.demand.total,
        wanted=state.needed,
        starting=state.starting,
        ready=state.ready,
        busy=state.busy,
    )
