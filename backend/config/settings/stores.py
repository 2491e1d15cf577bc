"""What the addresses of Postgres and Redis make of the settings."""

from ssl import CERT_REQUIRED
from typing import Any
from urllib.parse import quote, urlsplit

from environ import Env

CONNECT_TIMEOUT = 5
"""Seconds. A database that is away without refusing must not hold a request for minutes."""


def database(*, url: str, secret: str = "") -> dict[str, Any]:
    """The entry of DATABASES. What the URL's query says goes to libpq, such as `sslmode`.

    `secret`: ARN of the one where user and password stand; empty: they stand in the URL.
    """
    given: dict[str, Any] = Env.db_url_config(url)
    given["OPTIONS"] = {"connect_timeout": CONNECT_TIMEOUT, **given.get("OPTIONS", {})}
    # But in the web process: see `apps.core.postgres.keeping`.
    given["CONN_MAX_AGE"] = 0
    if secret:
        given |= {"ENGINE": "apps.core.postgres", "SECRET": secret}
    return given


def redis_url(*, url: str, password: str = "") -> str:
    """The URL with the password in it; an empty one leaves it as it is."""
    if not password:
        return url
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return parts._replace(netloc=f"{name}:{quote(password, safe='')}@{host}").geturl()


def tls(url: str) -> dict[str, Any] | None:
    """What Celery wants to be told: where the URL asks for TLS, the certificate is checked."""
    return {"ssl_cert_reqs": CERT_REQUIRED} if urlsplit(url).scheme == "rediss" else None


def with_timeouts(url: str) -> str:
    """A Redis that is away without refusing must not hold a request for minutes."""
    return f"{url}{'&' if urlsplit(url).query else '?'}socket_connect_timeout=3&socket_timeout=5"
