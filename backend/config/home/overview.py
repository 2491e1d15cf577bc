"""Read what the home page shows to all visitors."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from constance import config
from django.conf import settings
from django.core.cache import cache
from django.db.models import prefetch_related_objects

from apps.accounts.models import User
from apps.links import feeds
from apps.statements.spending.summaries import Summary, summarize_spending
from celery_scale_to_zero.control.sweep import QueueState
from celery_scale_to_zero.dependencies import queue_states
from celery_scale_to_zero.fleets import FleetError

TOP_LINKS = 5  # sample: links
# All visitors share one set of queries in this time.
CACHE_SECONDS = 5
# Queries keep a serverless database awake, so they are made less often than those of the workers.
DATABASE_CACHE_SECONDS = 60

log = structlog.get_logger(__name__)


# sample: links begin
# Cached, so it holds no more of a link and its submitter than what is shown.
@dataclass(frozen=True, kw_only=True)
class TopLink:
    id: int
    title: str
    url: str
    site: str
    score: int
    comment_count: int
    created_at: datetime
    username: str | None
    """None if the account was deleted."""


# sample: links end


@dataclass(frozen=True, kw_only=True)
class Overview:
    # sample: statements begin
    spending: Summary | None
    """Spending of the demo account; None if the site has none."""
    # sample: statements end
    links: list[TopLink]  # sample: links
    queues: list[QueueState] | None
    """None if they are not public, or the fleet is unavailable."""
    operator: dict[str, str] | None
    """Credentials of a development environment's administrator; None elsewhere."""
    has_graphiql: bool


def get_overview(*, today: date) -> Overview:
    """Return what the home page shows to all visitors, a minute old at most."""
    found: dict[str, Any] = cache.get_or_set(  # type: ignore[assignment] # set
        "home:database", lambda: _read_database(today), DATABASE_CACHE_SECONDS
    )
    queues = None
    if config.SCALING_PUBLIC:
        queues = cache.get_or_set("home:queues", _queues, CACHE_SECONDS)
    return Overview(
        **found,
        queues=queues,
        operator=settings.OPERATOR_SIGN_IN,
        has_graphiql=settings.DEBUG,
    )


def _read_database(today: date) -> dict[str, Any]:
    """Return what changes too seldom to be queried for each visitor."""
    return {
        "spending": _demo_spending(today),  # sample: statements
        "links": _top_links(),  # sample: links
    }


# sample: statements begin
def _demo_spending(today: date) -> Summary | None:
    """Return the spending of the demo account, whose password is public."""
    sign_in: dict[str, Any] | None = settings.DEMO_SIGN_IN
    demo = User.objects.filter(email=sign_in["email"]).first() if sign_in else None
    return summarize_spending(owner_id=demo.pk, today=today, step="month") if demo else None


# sample: statements end


# sample: links begin
def _top_links() -> list[TopLink]:
    links = feeds.top(first=TOP_LINKS).rows
    prefetch_related_objects(links, "posted_by")
    return [
        TopLink(
            id=link.pk,
            title=link.title,
            url=link.url,
            site=link.site,
            score=link.score,
            comment_count=link.comment_count,
            created_at=link.created_at,
            username=link.posted_by.handle if link.posted_by else None,
        )
        for link in links
    ]


# sample: links end


def _queues() -> list[QueueState] | None:
    try:
        return queue_states()
    except FleetError:
        log.warning("fleet_unavailable", exc_info=True)
        return None
