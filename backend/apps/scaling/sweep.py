"""What happens every minute: mend what was missed, count, and tell CloudWatch."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kombu import Connection

from apps.scaling import decisions, history
from apps.scaling.aws import AWS_ERRORS
from apps.scaling.broker import Broker
from apps.scaling.configuration import ScaledQueue
from apps.scaling.decisions import Reason
from apps.scaling.deliveries import restore_expired
from apps.scaling.demand import Demand, demand
from apps.scaling.fleets import Fleet, FleetError, Size
from apps.scaling.metrics import Metrics
from apps.scaling.policy import datapoint, workers_needed
from apps.scaling.runs import running_tasks
from apps.scaling.workers import ready_workers

SWEPT = "scaling:swept"
"""When it was last done, in seconds since 1970."""


class SweepError(Exception):
    """All was done that could be; AWS did not take the rest."""


@dataclass(frozen=True, kw_only=True)
class QueueState:
    queue: ScaledQueue
    demand: Demand
    needed: int
    size: Size
    is_managed: bool
    """Whether the fleet sets their number; otherwise somebody keeps them up."""
    ready: int
    busy: int

    @property
    def starting(self) -> int:
        return max(0, self.size.desired - self.ready)


def states(
    *, broker: Broker, queues: Sequence[ScaledQueue], fleet: Fleet, seconds: int
) -> list[QueueState]:
    """How each queue stands. Raises redis.RedisError and FleetError."""
    names = [queue.name for queue in queues]
    sizes = fleet.sizes(names)
    busy: dict[str, set[str]] = {}
    for run in running_tasks(broker=broker, seconds=seconds):
        busy.setdefault(run.queue, set()).add(run.worker)
    return [
        _state(
            queue=queue,
            counted=counted,
            sizes=sizes,
            ready=ready_workers(broker=broker, queue=queue.name, seconds=seconds),
            busy=busy.get(queue.name, set()),
        )
        for queue, counted in zip(queues, demand(broker=broker, queues=names), strict=True)
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
    """Put back what dead workers held, start what a wake missed, note and publish what there is.

    `seconds`: how long a delivery and a worker count without being renewed. Raises redis.RedisError
    where the broker does not answer, and SweepError where AWS does not, after all else was done.
    """
    restored = restore_expired(connection=connection, broker=broker, seconds=seconds)
    if restored:
        decisions.record(broker=broker, reason=Reason.REQUEUED, demand=restored)
    failures: list[Exception] = []
    found: list[QueueState] = []
    try:
        found = states(broker=broker, queues=queues, fleet=fleet, seconds=seconds)
    except FleetError as error:
        failures.append(error)
    counted = [each.demand for each in found if _is_published(each)]
    if not found:
        # Whoever stands there, work must not go unnoticed.
        counted = demand(broker=broker, queues=[queue.name for queue in queues])
    try:
        metrics.publish(counted, heartbeat=True)
    except AWS_ERRORS as error:
        failures.append(error)
    for state in found:
        if state.queue.scales_to_zero and not state.is_managed:
            failures.append(FleetError(f"nobody runs the workers of {state.queue.name}"))
        if state.is_managed:
            decisions.observe(
                broker=broker,
                queue=state.queue.name,
                demand=state.demand.total,
                desired=state.size.desired,
            )
        try:
            _repair(broker, state, fleet=fleet)
        except FleetError as error:
            failures.append(error)
        history.note(broker=broker, queue=state.queue.name, sample=_sample(state))
    broker.set(SWEPT, time.time())
    if failures:
        raise SweepError("; ".join(str(failure) for failure in failures))
    return found


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
        # Those that somebody else keeps up are as many as there should be.
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
    before = fleet.raise_to(queue=queue.name, workers=state.needed)
    if before is not None:
        decisions.record(
            broker=broker,
            reason=Reason.REPAIRED,
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
