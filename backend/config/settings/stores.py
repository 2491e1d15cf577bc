"""What the addresses of Postgres and Redis make of the settings."""

from typing import Any

from environ import Env

CONNECT_TIMEOUT = 5
"""Seconds. A database that is away without refusing must not hold a request for minutes."""


def database(*, url: str) -> dict[str, Any]:
    """The entry of DATABASES. What the URL's query says goes to libpq, such as `sslmode`."""
    given: dict[str, Any] = Env.db_url_config(url)
    return given | {
        # No connection outlives its request: an idle one would keep a sleeping database awake.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT, **given.get("OPTIONS", {})},
    }
