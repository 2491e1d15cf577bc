"""Hacker News' rule, kept in a column so that the front page is one index scan.

    (score - 1)^0.8 / (age in hours + 2)^1.8

times 0.4 without an address, times (score / comments)² where more than 20 comments outnumber the
votes. Source: the published Arc code, anarki, apps/news/news.arc.

A rank moves for a week. Then it is still, behind every one that moves, by its points alone: what
moves is a small part of the table, and what is still can be paged through by its place.
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

MOVES_FOR = timedelta(days=7)
WITHOUT_ADDRESS = 0.4
CONTROVERSIAL_FROM = 20
"""Comments."""
FRESH_FOR = 30
"""Seconds that ranks are taken as they stand."""
SHOWN_FOR = 50
"""Seconds that they are shown while somebody computes them anew: none is a minute old where
somebody looks."""
STAMP = "links:ranks-computed-at"
LOCK = 0x6C696E6B
"""Of Postgres: one process at a time computes."""


class HoursSince(Func):
    """From a moment until now, as a float: numeric is ten times as slow."""

    template = "(EXTRACT(EPOCH FROM (NOW() - %(expressions)s))::float8 / 3600)"
    output_field = FloatField()


def rank_of(*, score: int, comments: int, has_address: bool, hours: float) -> float:
    """The rule, in Python."""
    gravity = (hours + 2) ** 1.8
    rank = _points(score) / gravity * (1 if has_address else WITHOUT_ADDRESS)
    if comments > CONTROVERSIAL_FROM:
        rank *= min(1.0, (score / comments) ** 2)
    return float(rank)


def still_rank_of(*, score: int) -> float:
    """Of what is older than a week: from -1, included, to 0, excluded."""
    return float(-1 / (1 + _points(score)))


def _points(score: int) -> float:
    return float(max(score - 1, 0) ** 0.8)


def rank(score: Combinable, comments: Combinable) -> Combinable:
    """The rule, for the database to compute."""
    points = Power(Greatest(_float(score) - 1.0, Value(0.0)), Value(0.8))
    gravity = Power(Greatest(HoursSince(F("created_at")), Value(0.0)) + 2.0, Value(1.8))
    address = Case(
        When(url="", then=Value(WITHOUT_ADDRESS)), default=Value(1.0), output_field=FloatField()
    )
    return points / gravity * address * _agreement(_float(score), _float(comments))


def moved_rank(score: Combinable, comments: Combinable) -> Combinable:
    """The rank after a vote or a comment: a still one stays where it is."""
    return Case(
        When(rank__gte=0, then=rank(score, comments)),
        default=F("rank"),
        output_field=FloatField(),
    )


def ensure_fresh_ranks() -> int:
    """Before a ranked list is read: compute what has moved, where that was a while ago. The lowest
    key of what moves.

    By those who read, not by a clock: ranks that nobody looks at need not be right, and a database
    that sleeps is not woken for them. One of the readers does it, and the others wait for that only
    where the ranks would be too old to be shown.
    """
    age, begin = _last_computed()
    if age < FRESH_FOR:
        return begin
    with transaction.atomic():
        if not _take_turn(wait=age >= SHOWN_FOR):
            return begin
        # Somebody else may have done it while we waited.
        age, begin = _last_computed()
        if age < FRESH_FOR:
            return begin
        began = time()
        begin = compute_ranks()
    cache.set(STAMP, (began, begin), timeout=None)
    return begin


def _last_computed() -> tuple[float, int]:
    """How many seconds ago, and the lowest key of what moved then."""
    computed_at, begin = cache.get(STAMP, (0.0, 0))
    return time() - computed_at, begin


def _take_turn(*, wait: bool) -> bool:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        is_ours: bool = cursor.fetchone()[0]
        return is_ours


def compute_ranks(*, now: datetime | None = None) -> int:
    """Of every link whose rank moves. The lowest key of those that go on moving."""
    moving = Link.objects.filter(rank__gte=0, status=Status.LIVE)
    # By keys, so that what becomes still is always older than what moves.
    oldest = lowest_key(moving.filter(created_at__gt=(now or timezone.now()) - MOVES_FOR))
    begin: int = oldest or (Link.objects.aggregate(key=Max("id"))["key"] or 0) + 1
    moving.filter(id__lt=begin).update(rank=_still_rank())
    # With a single point it is zero, and stays.
    moving.filter(score__gt=1).update(rank=rank(F("score"), F("comment_count")))
    return begin


def lowest_key(links: QuerySet[Link]) -> int | None:
    """Of few among many: a bare `Min` would go through the keys of all, from the lowest on."""
    key: int | None = links.aggregate(key=Min(F("id") + 0))["key"]
    return key


def _still_rank() -> Combinable:
    points = Power(Greatest(_float(F("score")) - 1.0, Value(0.0)), Value(0.8))
    return Value(-1.0) / (points + 1.0)


def _agreement(score: Combinable, comments: Combinable) -> Combinable:
    return Case(
        When(
            GreaterThan(comments, Value(float(CONTROVERSIAL_FROM))),
            then=Least(Value(1.0), Power(score / Greatest(comments, Value(1.0)), Value(2.0))),
        ),
        default=Value(1.0),
        output_field=FloatField(),
    )


def _float(value: Any) -> Any:
    return Cast(value, FloatField())
