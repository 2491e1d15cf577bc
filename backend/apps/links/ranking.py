"""Hacker News' ranking formula, stored in a column so that the front page is one index scan.

    (score - 1)^0.8 / (age in hours + 2)^1.8

times 0.4 for text posts, times (score / comments)² where more than 20 comments outnumber the
votes. Source: the published Arc code, anarki, apps/news/news.arc.

A rank is active for a week, and recomputed. Then it is frozen: negative, below all active ranks,
by score alone. So only a small part of the table is recomputed, and a cursor among frozen ranks
needs only the last rank and id.
"""

from datetime import datetime, timedelta
from time import time
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Case, F, FloatField, Func, Max, Min, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Greatest, Least, Power
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from apps.links.models import Link, Status

ACTIVE_PERIOD = timedelta(days=7)
TEXT_POST_FACTOR = 0.4
CONTROVERSY_MIN_COMMENTS = 20
# Ranks younger than this are not recomputed.
FRESH_SECONDS = 30
# Ranks younger than this are shown while another process recomputes them, so that no reader sees
# ranks older than a minute.
MAX_STALE_SECONDS = 50
CACHE_KEY = "links:ranks-computed-at"
# Postgres advisory lock: one process at a time recomputes.
ADVISORY_LOCK_ID = 0x6C696E6B


class HoursSince(Func):
    """Hours from a timestamp until now, as a float: numeric is ten times as slow."""

    template = "(EXTRACT(EPOCH FROM (NOW() - %(expressions)s))::float8 / 3600)"
    output_field = FloatField()


def compute_rank(*, score: int, comments: int, has_url: bool, hours: float) -> float:
    """Compute the formula in Python, to verify the database's."""
    gravity = (hours + 2) ** 1.8
    rank_expression = _points(score) / gravity * (1 if has_url else TEXT_POST_FACTOR)
    if comments > CONTROVERSY_MIN_COMMENTS:
        rank_expression *= min(1.0, (score / comments) ** 2)
    return float(rank_expression)


def frozen_rank(*, score: int) -> float:
    """Compute the rank of a link older than a week: from -1, included, to 0, excluded."""
    return float(-1 / (1 + _points(score)))


def _points(score: int) -> float:
    return float(max(score - 1, 0) ** 0.8)


def rank_expression(score: Combinable, comments: Combinable) -> Combinable:
    """Return the formula as a database expression."""
    points = Power(Greatest(_float(score) - 1.0, Value(0.0)), Value(0.8))
    gravity = Power(Greatest(HoursSince(F("created_at")), Value(0.0)) + 2.0, Value(1.8))
    text_post = Case(
        When(url="", then=Value(TEXT_POST_FACTOR)), default=Value(1.0), output_field=FloatField()
    )
    return points / gravity * text_post * _controversy_factor(_float(score), _float(comments))


def updated_rank(score: Combinable, comments: Combinable) -> Combinable:
    """Return the rank after a vote or a comment as a database expression; a frozen one stays."""
    return Case(
        When(rank__gte=0, then=rank_expression(score, comments)),
        default=F("rank"),
        output_field=FloatField(),
    )


def ensure_fresh_ranks() -> int:
    """Recompute the active ranks if they are stale, and return the lowest id of an active link.

    Called by readers, not by a schedule: unread ranks need not be right, and a paused database is
    not resumed for them. One reader recomputes; the others wait for it only if the ranks are older
    than MAX_STALE_SECONDS.
    """
    age, active_from = _last_computed()
    if age < FRESH_SECONDS:
        return active_from
    with transaction.atomic():
        if not _acquire_lock(wait=age >= MAX_STALE_SECONDS):
            return active_from
        # Another process may have done it while this one waited.
        age, active_from = _last_computed()
        if age < FRESH_SECONDS:
            return active_from
        started_at = time()
        active_from = compute_ranks()
    cache.set(CACHE_KEY, (started_at, active_from), timeout=None)
    return active_from


def _last_computed() -> tuple[float, int]:
    """Return the age of the ranks in seconds, and the lowest id of an active link then."""
    computed_at, active_from = cache.get(CACHE_KEY, (0.0, 0))
    return time() - computed_at, active_from


def _acquire_lock(*, wait: bool) -> bool:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK_ID])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK_ID])
        is_acquired: bool = cursor.fetchone()[0]
        return is_acquired


def compute_ranks(*, now: datetime | None = None) -> int:
    """Recompute all active ranks, freeze the old ones, and return the lowest id still active."""
    active = Link.objects.filter(rank__gte=0, status=Status.LIVE)
    # Compared by id, so that frozen links are always older than active ones.
    oldest = lowest_id(active.filter(created_at__gt=(now or timezone.now()) - ACTIVE_PERIOD))
    active_from: int = oldest or (Link.objects.aggregate(key=Max("id"))["key"] or 0) + 1
    active.filter(id__lt=active_from).update(rank=_frozen_rank_expression())
    # With a score of 1 the rank is zero, and stays.
    active.filter(score__gt=1).update(rank=rank_expression(F("score"), F("comment_count")))
    return active_from


def lowest_id(links: QuerySet[Link]) -> int | None:
    """Return the lowest id of the links, or None.

    The sum keeps Postgres off the primary key, whose rows it would scan from the lowest on.
    """
    key: int | None = links.aggregate(key=Min(F("id") + 0))["key"]
    return key


def _frozen_rank_expression() -> Combinable:
    points = Power(Greatest(_float(F("score")) - 1.0, Value(0.0)), Value(0.8))
    return Value(-1.0) / (points + 1.0)


def _controversy_factor(score: Combinable, comments: Combinable) -> Combinable:
    return Case(
        When(
            GreaterThan(comments, Value(float(CONTROVERSY_MIN_COMMENTS))),
            then=Least(Value(1.0), Power(score / Greatest(comments, Value(1.0)), Value(2.0))),
        ),
        default=Value(1.0),
        output_field=FloatField(),
    )


def _float(value: Any) -> Any:
    return Cast(value, FloatField())
