"""Settings that follow from the URLs of Postgres, Redis and the mail server."""

import os
from email.utils import formataddr, parseaddr
from pathlib import Path
from ssl import CERT_REQUIRED
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from environ import Env

# An unreachable database must not block a request for minutes.
CONNECT_TIMEOUT_SECONDS = 5
# Database of the broker for the workers that a release tests: no other process uses it.
CANARY_DATABASE = 15


def database(*, url: str, secret: str = "") -> dict[str, Any]:
    """Return the entry of DATABASES. Parameters of the URL, such as `sslmode`, are passed to libpq.

    `secret`: ARN of the AWS secret with user and password; empty if the URL contains them.
    """
    given: dict[str, Any] = Env.db_url_config(url)
    given["OPTIONS"] = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, **given.get("OPTIONS", {})}
    # The web process overrides this: `apps.core.postgres.persistent_connections`.
    given["CONN_MAX_AGE"] = 0
    if secret:
        given |= {"ENGINE": "apps.core.postgres", "SECRET": secret}
    return given


def redis_url(*, url: str, password: str = "", database: int | None = None) -> str:
    """Return the URL with the password and the number of the database, where they are given."""
    if database is not None:
        url = urlsplit(url)._replace(path=f"/{database}").geturl()
    if not password:
        return url
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return parts._replace(netloc=f"{name}:{quote(password, safe='')}@{host}").geturl()


def tls(url: str) -> dict[str, Any] | None:
    """Return Celery's TLS options; None for a URL without TLS. The certificate is verified."""
    return {"ssl_cert_reqs": CERT_REQUIRED} if urlsplit(url).scheme == "rediss" else None


def with_timeouts(url: str) -> str:
    """Return the URL with timeouts, so that an unreachable Redis does not block a request."""
    return f"{url}{'&' if urlsplit(url).query else '?'}socket_connect_timeout=3&socket_timeout=5"


def mail(url: str) -> dict[str, Any]:
    """Return the email settings; for a folder with its full path, which django-environ truncates.

    Raise ValueError at startup for a folder that is not absolute or not writable.
    """
    given: dict[str, Any] = Env.email_url_config(url)
    parts = urlsplit(url)
    if parts.scheme == "filemail":
        folder = Path(unquote(parts.path))
        if parts.netloc or not folder.is_absolute():
            raise ValueError(
                "EMAIL_URL: use the whole path of the folder, as in filemail:///folder."
            )
        if not _can_write(folder):
            raise ValueError(
                f"EMAIL_URL: {folder} cannot be written to by this process. Change its permissions,"
                " or use another folder."
            )
        given["EMAIL_FILE_PATH"] = str(folder)
    return given


def sender(given: str, *, name: str) -> str:
    """Return the sender of emails, with a display name: its own, or else `name`."""
    own, email = parseaddr(given)
    return formataddr((own or name, email))


def _can_write(folder: Path) -> bool:
    """Return True if the folder is writable, or can be created by the first email."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
