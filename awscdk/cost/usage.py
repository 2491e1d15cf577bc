"""All assumptions about monthly usage."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

# Hours of a month.
HOURS = 730.0
DAYS = HOURS / 24
# Duration of beat's nightly cleanup, and of the wait until the database pauses.
WOKEN_MINUTES = 1
# Duration of the sweep's Lambda function, including its start.
SECONDS_A_SWEEP = 1.0
REQUESTS_A_PAGE = 10
# Until GitLab stops a preview (gitlab-ci/deploy.yml), and the days on which staging is used.
PREVIEW_HOURS = 8
DAYS_OF_USE = 20


@dataclass(frozen=True, kw_only=True)
class Usage:
    is_asleep: bool = False
    """The usage while off-hours services are stopped."""
    worker_hours: Mapping[str, float] = field(default_factory=dict)
    """By service, in addition to the minimum."""
    database_hours: float = 0
    """Hours in which users need the database."""
    database_capacity: float = 1
    """ACU during use or the nightly cleanup."""
    requests: float = 0
    """User requests to the site."""
    gigabytes_out: float = 0
    gigabytes_fetched: float = 0.5
    """Downloads of tasks from outside AWS."""
    log_gigabytes: float = 0.2
    """A sweep logs some lines per minute."""
    database_gigabytes: float = 1
    files_gigabytes: float = 1
    """Site, assets and their logs."""
    image_gigabytes: float = 2
    """Ten versions, which share most layers: those of the 30 days that `make gc` keeps."""
    cache_gigabytes: float = 0.1
    database_io: float = 0
    """Disk reads and writes, in addition to those of an idle database."""
    mails: float = 0
    """Alarm emails."""


# Of an awake database: checkpoints, statistics, vacuum.
IDLE_IO_AN_HOUR = 3000

STAGING = Usage()
PRODUCTION = Usage(
    log_gigabytes=0.3, database_gigabytes=10, files_gigabytes=10, cache_gigabytes=0.2
)
# Awake without users.
AT_REST = {"staging": STAGING, "production": PRODUCTION}
LIGHT = {
    # Two hours of work on each of 20 days: 100 pages, an import, half an hour of a long task.
    "staging": replace(
        STAGING,
        worker_hours={"worker-imports": DAYS_OF_USE * 0.1, "worker-heavy": DAYS_OF_USE * 0.5},
        database_hours=DAYS_OF_USE * 2,
        database_capacity=0.75,
        requests=DAYS_OF_USE * 100 * REQUESTS_A_PAGE,
        gigabytes_out=0.5,
        gigabytes_fetched=1,
        log_gigabytes=0.4,
        database_io=DAYS_OF_USE * 100 * 50,
        mails=20,
    ),
    # 20 users a day with 1,000 pages and 5 imports, working over 8 hours; 8 long tasks a day, which
    # take 175 worker-hours a month (documentation/scaling.md).
    "production": replace(
        PRODUCTION,
        worker_hours={"worker-imports": DAYS * 5 * 0.1, "worker-heavy": 175},
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
    """Return the usage of a whole month in off-hours."""
    return replace(usage, is_asleep=True, log_gigabytes=0.05)
