from collections.abc import Iterator
from datetime import timedelta
from time import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.utils import timezone

from apps.links.models import Link
from apps.links.ranking import (
    FRESH_FOR,
    LOCK,
    SHOWN_FOR,
    STAMP,
    compute_ranks,
    ensure_fresh_ranks,
    rank_of,
    still_rank_of,
)
from apps.links.tests.factories import make_link

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("score", [0, 1, 2, 5, 100, 3000])
@pytest.mark.parametrize("comments", [0, 20, 21, 400])
@pytest.mark.parametrize(("url", "hours"), [("https://e.com/", 0.5), ("", 30), (None, 150)])
def test_the_database_computes_the_rule(
    score: int, comments: int, url: str | None, hours: float
) -> None:
    link = make_link(score=score, hours=hours, url=url, text="" if url is None or url else "Well?")
    Link.objects.filter(pk=link.pk).update(comment_count=comments)
    compute_ranks()
    link.refresh_from_db()
    expected = rank_of(score=score, comments=comments, has_address=bool(link.url), hours=hours)
    assert link.rank == pytest.approx(expected, rel=1e-3)


def test_the_rule_is_that_of_hacker_news() -> None:
    # By hand: 31 points after 4 hours, (31 - 1)^0.8 / (4 + 2)^1.8.
    assert rank_of(score=31, comments=3, has_address=True, hours=4) == pytest.approx(0.6044, 1e-3)
    alone = rank_of(score=31, comments=3, has_address=False, hours=4)
    assert alone == pytest.approx(0.4 * 0.6044, 1e-3)
    # 62 comments on 31 points: a quarter.
    disputed = rank_of(score=31, comments=62, has_address=True, hours=4)
    assert disputed == pytest.approx(0.25 * 0.6044, 1e-3)


def test_after_a_week_a_rank_is_still_and_behind_all_that_move() -> None:
    old = make_link(score=900, hours=7 * 24 + 1)
    older = make_link(score=20, hours=30 * 24)
    new = make_link(hours=6 * 24)
    boundary = compute_ranks()
    for link in (old, older, new):
        link.refresh_from_db()
    assert new.rank == 0 > old.rank > older.rank
    assert old.rank == pytest.approx(still_rank_of(score=900))
    assert boundary == new.pk > older.pk

    Link.objects.filter(pk=old.pk).update(score=5)
    compute_ranks()
    before = old.rank
    old.refresh_from_db()
    assert old.rank == before


def test_whoever_looks_sees_ranks_of_the_last_minute() -> None:
    link = make_link(score=50)
    ensure_fresh_ranks()
    Link.objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(hours=3))
    link.refresh_from_db()
    young = link.rank

    ensure_fresh_ranks()
    link.refresh_from_db()
    assert link.rank == young  # a moment ago

    computed_at, boundary = cache.get(STAMP)
    cache.set(STAMP, (computed_at - FRESH_FOR - 1, boundary))
    ensure_fresh_ranks()
    link.refresh_from_db()
    assert link.rank == pytest.approx(
        rank_of(score=50, comments=0, has_address=True, hours=3), rel=1e-3
    )
    assert FRESH_FOR < SHOWN_FOR < 60


@pytest.fixture
def somebody_computes() -> Iterator[None]:
    """In another session, for as long as the test."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
    other.close()


@pytest.mark.usefixtures("somebody_computes")
def test_nobody_waits_for_ranks_that_may_still_be_shown() -> None:
    stamp = (time() - FRESH_FOR - 1, 7)
    cache.set(STAMP, stamp)
    assert ensure_fresh_ranks() == 7
    assert cache.get(STAMP) == stamp


@pytest.mark.usefixtures("somebody_computes")
def test_ranks_that_are_too_old_are_waited_for() -> None:
    cache.set(STAMP, (time() - SHOWN_FOR - 1, 7))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '200ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        ensure_fresh_ranks()
