"""Connections that outlive a request, and still let the database pause.

Connecting (password, TLS, a server process) takes longer than the queries of most requests. But an
open connection would keep Aurora from pausing. So Postgres closes it after a while without use, and
Django checks that it is still open before it uses it.
"""

from typing import Any

from django.db import connections

# Aurora pauses five minutes after the last connection closed, at the earliest.
MAX_IDLE_SECONDS = 60


def keep_connections(
    database: dict[str, Any] | None = None, *, idle: int = MAX_IDLE_SECONDS
) -> None:
    """Keep one connection per thread. Only for long-lived threads, which ASGI does not have.

    `database`: an entry of DATABASES; without one the default.
    """
    given = connections.settings["default"] if database is None else database
    options = given["OPTIONS"].get("options", "")
    given |= {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given["OPTIONS"] | {"options": f"{options} -c idle_session_timeout={idle}s"},
    }
