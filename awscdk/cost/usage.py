"""How much of it is used in a month: every assumption of the bill, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

HOURS = 730.0
"""Of a month."""
DAYS = HOURS / 24
WOKEN_MINUTES = 1
"""Beat's nightly cleaning works for that long, and the database then waits for its pause."""
SECONDS_A_SWEEP = 1.0
"""Of the Lambda that asks for it, its start included."""
REQUESTS_A_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class Usage:
    is_asleep: bool = False
    """What the environment puts to rest by night stands at zero."""
    worker_hours: Mapping[str, float] = field(default_factory=dict)
    """By service, beyond those it always has."""
    database_hours: float = 0
    """In which somebody works with the database."""
    database_capacity: float = 1
    """ACU while somebody does, or the nightly cleaning."""
    requests: float = 0
    """Of people, to the one address."""
    gigabytes_out: float = 0
    gigabytes_fetched: float = 0.5
    """By tasks, from outside of AWS."""
    log_gigabytes: float = 0.2
    """A sweep writes some lines a minute."""
    database_gigabytes: float = 1
    files_gigabytes: float = 1
    """Site, assets and the logs of both."""
    image_gigabytes: float = 2
    """Ten versions, which share most of their layers."""
    cache_gigabytes: float = 0.1
    database_io: float = 0
    """Reads and writes that reach the disk, beside those of an idle database."""
    mails: float = 0
    """Of alarms."""


IDLE_IO_AN_HOUR = 3000
"""Of a database that is awake: checkpoints, statistics, vacuum."""

STAGING = Usage()
PRODUCTION = Usage(
    log_gigabytes=0.3, database_gigabytes=10, files_gigabytes=10, cache_gigabytes=0.2
)
AT_REST = {"staging": STAGING, "production": PRODUCTION}
"""Awake, and nobody there."""
LIGHT = {
    # Two hours of work on each of 20 days: 100 pages, an import, half an hour of a long task.
    "staging": replace(
        STAGING,
        worker_hours={"worker-imports": 20 * 0.1, "worker-heavy": 20 * 0.5},
        database_hours=20 * 2,
        database_capacity=0.75,
        requests=20 * 100 * REQUESTS_A_PAGE,
        gigabytes_out=0.5,
        gigabytes_fetched=1,
        log_gigabytes=0.4,
        database_io=20 * 100 * 50,
        mails=20,
    ),
    # 20 users a day with 1,000 pages and 5 imports, at work over 8 hours; 8 long tasks a day, which
    # take 181 worker-hours a month (documentation/scaling.md).
    "production": replace(
        PRODUCTION,
        worker_hours={"worker-imports": DAYS * 5 * 0.1, "worker-heavy": 181},
        database_hours=DAYS * 8,
        database_capacity=0.75,
        requests=DAYS * 1000 * REQUESTS_A_PAGE,
        gigabytes_out=5,
        gigabytes_fetched=5,
        log_gigabytes=1,
        database_io=DAYS * 1000 * 50,
        mails=20,
    ),
}


def asleep(usage: Usage) -> Usage:
    """The same, put to rest, for a whole month."""
    return replace(usage, is_asleep=True, log_gigabytes=0.05)
