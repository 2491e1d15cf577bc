"""Connections that outlive a request, and still let the database sleep.

To connect takes longer than most requests ask of the database: password, TLS, a process of its
own. Kept for ever a connection would keep a sleeping Aurora awake. So Postgres closes it once
nobody has used it for a while, and Django looks first whether it is still open.
"""

from typing import Any

from django.db import connections

IDLE = 60
"""Seconds. Aurora falls asleep five minutes after the last connection at the earliest."""


def keep_connections(database: dict[str, Any] | None = None, *, idle: int = IDLE) -> None:
    """One for each thread of this process. For threads that stay, which under ASGI they do not.

    `database`: an entry of DATABASES; without one the default.
    """
    given = connections.settings["default"] if database is None else database
    options = given["OPTIONS"].get("options", "")
    given |= {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given["OPTIONS"] | {"options": f"{options} -c idle_session_timeout={idle}s"},
    }
