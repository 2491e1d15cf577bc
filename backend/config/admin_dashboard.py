"""Numbers on the index of the admin: two queries of the database and two of the broker."""

from dataclasses import dataclass

import redis
from django.core.cache import cache
from django.db.models import Count

from apps.accounts.models import User
from apps.statements.models import Statement
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.broker.dead_letters import count_dead_letters
from celery_scale_to_zero.broker.demand import count_demand
from celery_scale_to_zero.configuration import scaling

# Rows are counted once for all staff in this time, however many there are.
CACHE_SECONDS = 60


@dataclass(frozen=True)
class Figure:
    name: str
    value: int
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    users: list[Figure]
    imports: list[Figure]  # sample: statements
    queues: list[Figure]
    """Empty if the broker is unavailable."""


def get_dashboard() -> Dashboard:
    counted: dict[str, list[Figure]] = cache.get_or_set(  # type: ignore[assignment] # set
        "admin:dashboard", _count_rows, CACHE_SECONDS
    )
    return Dashboard(**counted, queues=_queues())


def _count_rows() -> dict[str, list[Figure]]:
    return {
        "users": _users(),
        "imports": _imports(),  # sample: statements
    }


def _users() -> list[Figure]:
    counts = dict(User.objects.order_by().values_list("is_active").annotate(Count("pk")))
    return [
        Figure("Active", counts.get(True, 0), "/admin/accounts/user/?is_active__exact=1"),
        Figure("Deactivated", counts.get(False, 0), "/admin/accounts/user/?is_active__exact=0"),
    ]


# sample: statements begin
def _imports() -> list[Figure]:
    """Return the number of statements by status; a rejected one is a failed import."""
    counts = dict(Statement.objects.order_by().values_list("status").annotate(Count("pk")))
    return [
        Figure(
            "Failed" if status == Statement.Status.REJECTED else str(status.label),
            counts.get(status.value, 0),
            f"/admin/statements/statement/?status__exact={status.value}",
        )
        for status in Statement.Status
    ]


# sample: statements end


def _queues() -> list[Figure]:
    try:
        names = [queue.name for queue in scaling().queues]
        backlog = count_demand(broker=broker(), queues=names)
        dead_letters = count_dead_letters(broker())
    except redis.RedisError:
        return []
    return [
        *(Figure(f"Backlog of {demand.queue}", demand.total) for demand in backlog),
        Figure("Dead letters", dead_letters, "/scaling"),
    ]
