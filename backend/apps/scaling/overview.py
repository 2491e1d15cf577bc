"""The data of the workers page."""

import time
from typing import Any

from apps.scaling.costs import cost
from apps.scaling.demo import list_demos
from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.dead_letters import list_dead_letters
from celery_scale_to_zero.broker.task_runs import list_running_tasks
from celery_scale_to_zero.control import history
from celery_scale_to_zero.control.decision_log import list_decisions
from celery_scale_to_zero.control.sweep import LAST_SWEEP, QueueState


def get_public_overview(*, broker: Broker, states: list[QueueState]) -> dict[str, Any]:
    """Return what visitors may see: neither tasks, which belong to users, nor costs."""
    swept: Any = broker.get(LAST_SWEEP)
    return {
        "can_operate": False,
        "queues": [{"state": state, "cost": None} for state in states],
        "swept": float(swept) if swept else None,
        "decisions": list_decisions(broker),
        "running": [],
        "demos": [],
        "dead_letters": [],
    }


def get_overview(
    *, broker: Broker, states: list[QueueState], seconds: int, user_id: int, is_staff: bool
) -> dict[str, Any]:
    return {
        **get_public_overview(broker=broker, states=states),
        "can_operate": True,
        "queues": [_queue(broker, state) for state in states],
        "running": list_running_tasks(broker=broker, seconds=seconds),
        "demos": list_demos(broker=broker, owner_id=user_id),
        # Task arguments may contain data of any user.
        "dead_letters": list_dead_letters(broker) if is_staff else [],
    }


def _queue(broker: Broker, state: QueueState) -> dict[str, Any]:
    now = time.time()
    day = history.list_samples(
        broker=broker, queue=state.queue.name, since=now - history.RETENTION_SECONDS
    )
    spent = cost(samples=day, until=now, dollars_an_hour=state.queue.dollars_an_hour)
    return {"state": state, "cost": spent}
