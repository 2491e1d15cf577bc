"""What the page shows of all queues."""

import time
from typing import Any

from apps.scaling import history
from apps.scaling.broker import Broker
from apps.scaling.costs import cost
from apps.scaling.dead_letters import dead_letters
from apps.scaling.decisions import decisions
from apps.scaling.demo import demos_of
from apps.scaling.runs import running_tasks
from apps.scaling.sweep import SWEPT, QueueState


def overview(
    *, broker: Broker, states: list[QueueState], seconds: int, user_id: int
) -> dict[str, Any]:
    swept: Any = broker.get(SWEPT)
    return {
        "queues": [_queue(broker, state) for state in states],
        "swept": float(swept) if swept else None,
        "decisions": decisions(broker),
        "running": running_tasks(broker=broker, seconds=seconds),
        "demos": demos_of(broker=broker, owner_id=user_id),
        "dead_letters": dead_letters(broker),
    }


def _queue(broker: Broker, state: QueueState) -> dict[str, Any]:
    now = time.time()
    day = history.samples(broker=broker, queue=state.queue.name, since=now - history.SECONDS_KEPT)
    spent = cost(samples=day, until=now, dollars_an_hour=state.queue.dollars_an_hour)
    return {"state": state, "cost": spent}
