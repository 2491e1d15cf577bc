from collections.abc import Iterator
from datetime import timedelta
from time import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.utils import timezone

from apps.links.models import Link
from apps.links.ranking import (
    ADVISORY_LOCK_ID,
    CACHE_KEY,
    FRESH_SECONDS,
    MAX_STALE_SECONDS,
    compute_rank,
    compute_ranks,
    ensure_fresh_ranks,
    frozen_rank,
)
from apps.links.tests.factories import make_link

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("score", [0, 1, 2, 5, 100, 3000])
@pytest.mark.parametrize("comments", [0, 20, 21, 400])
@pytest.mark.parametrize(("url", "hours"), [("https://e.com/", 0.5), ("", 30), (None, 150)])
def test_compute_ranks_matches_formula(
    score: int, comments: int, url: str | None, hours: float
) -> None:
    link = make_link(score=score, hours=hours, url=url, text="" if url is None or url else "Well?")
    Link.objects.filter(pk=link.pk).update(comment_count=comments)
    compute_ranks()
    link.refresh_from_db()
    expected = compute_rank(score=score, comments=comments, has_url=bool(link.url), hours=hours)
    assert link.rank == pytest.approx(expected, rel=1e-3)


def test_compute_rank_is_hacker_news_formula() -> None:
    # Score 31 after 4 hours: (31 - 1)^0.8 / (4 + 2)^1.8.
    assert compute_rank(score=31, comments=3, has_url=True, hours=4) == pytest.approx(0.6044, 1e-3)
    alone = compute_rank(score=31, comments=3, has_url=False, hours=4)
    assert alone == pytest.approx(0.4 * 0.6044, 1e-3)
    # 62 comments at a score of 31: a quarter.
    disputed = compute_rank(score=31, comments=62, has_url=True, hours=4)
    assert disputed == pytest.approx(0.25 * 0.6044, 1e-3)


def test_ranks_are_frozen_below_active_ones_after_a_week() -> None:
    old = make_link(score=900, hours=7 * 24 + 1)
    older = make_link(score=20, hours=30 * 24)
    new = make_link(hours=6 * 24)
    boundary = compute_ranks()
    for link in (old, older, new):
        link.refresh_from_db()
    assert new.rank == 0 > old.rank > older.rank
    assert old.rank == pytest.approx(frozen_rank(score=900))
    assert boundary == new.pk > older.pk

    Link.objects.filter(pk=old.pk).update(score=5)
    compute_ranks()
    before = old.rank
    old.refresh_from_db()
    assert old.rank == before


def test_ensure_fresh_ranks_recomputes_stale_ranks() -> None:
    link = make_link(score=50)
    ensure_fresh_ranks()
    Link.objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(hours=3))
    link.refresh_from_db()
    young = link.rank

    ensure_fresh_ranks()
    link.refresh_from_db()
    assert link.rank == young  # a moment ago

    computed_at, boundary = cache.get(CACHE_KEY)
    cache.set(CACHE_KEY, (computed_at - FRESH_SECONDS - 1, boundary))
    ensure_fresh_ranks()
    link.refresh_from_db()
    assert link.rank == pytest.approx(
        compute_rank(score=50, comments=0, has_url=True, hours=3), rel=1e-3
    )
    assert FRESH_SECONDS < MAX_STALE_SECONDS < 60


@pytest.fixture
def lock_held_elsewhere() -> Iterator[None]:
    """Hold the lock in another database session during the test."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK_ID])
        yield
    other.close()


@pytest.mark.usefixtures("lock_held_elsewhere")
def test_ensure_fresh_ranks_does_not_wait_when_stale_ranks_suffice() -> None:
    stamp = (time() - FRESH_SECONDS - 1, 7)
    cache.set(CACHE_KEY, stamp)
    assert ensure_fresh_ranks() == 7
    assert cache.get(CACHE_KEY) == stamp


@pytest.mark.usefixtures("lock_held_elsewhere")
def test_ensure_fresh_ranks_waits_when_ranks_are_too_old() -> None:
    cache.set(CACHE_KEY, (time() - MAX_STALE_SECONDS - 1, 7))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '200ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        ensure_fresh_ranks()
