"""The list of all environment variables of the backend.

The settings call `read`; `.env.template` and the deployment are generated from the list or checked
against it. Standard library only, so that tools outside Django can import it.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit


class Kind(StrEnum):
    TEXT = "text"
    KEY = "key of at least 50 characters"
    LIST = "comma-separated list"
    URL = "URL"
    LEVEL = "log level"
    PEM = "private key in PEM, line breaks written as \\n or as they are"


@dataclass(frozen=True, kw_only=True)
class Variable:
    name: str
    kind: Kind
    group: str
    purpose: str
    default: str | None = None
    """As written in the environment; None if the variable is required."""
    example: str = ""
    """Shown if there is no default. Never a real secret."""
    secret: bool = False
    in_production: bool = False
    """Required in production only."""


VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="DJANGO_SETTINGS_MODULE",
        kind=Kind.TEXT,
        group="Django",
        purpose="development, ci or production.",
        default="config.settings.production",
    ),
    Variable(
        name="SECRET_KEY",
        kind=Kind.KEY,
        group="Django",
        purpose="Signs sessions and tokens; random, a new one for every environment.",
        example="change-me-change-me-change-me-change-me-change-me-change-me",
        secret=True,
    ),
    Variable(
        name="SITE_URL",
        kind=Kind.URL,
        group="Django",
        purpose="URL of the site in the browser.",
        example="http://localhost:8080",
    ),
    Variable(
        name="ALLOWED_HOSTS",
        kind=Kind.LIST,
        group="Django",
        purpose="Allowed host names of requests.",
        default="localhost,127.0.0.1",
    ),
    Variable(
        name="FULL_APP_NAME",
        kind=Kind.TEXT,
        group="Django",
        purpose="Environment and application, e.g. staging-mysite-com; prefix of keys and metrics.",
        default="local",
    ),
    Variable(
        name="DATABASE_URL",
        kind=Kind.URL,
        group="Stores",
        purpose="Postgres, with connection parameters: ?sslmode=require&connect_timeout=40.",
        example="postgres://user:password@127.0.0.1:5432/app",
        secret=True,
    ),
    Variable(
        name="DATABASE_SECRET_ARN",
        kind=Kind.TEXT,
        group="Stores",
        purpose="AWS secret with the database's user and password; empty: in DATABASE_URL.",
        default="",
    ),
    Variable(
        name="REDIS_URL",
        kind=Kind.URL,
        group="Stores",
        purpose="Redis or Valkey: broker and live settings; also the cache without CACHE_URL.",
        example="redis://:password@127.0.0.1:6379/0",
        secret=True,
    ),
    Variable(
        name="CACHE_URL",
        kind=Kind.TEXT,
        group="Stores",
        purpose="Separate Redis or Valkey for cache, rate limits, live updates; empty: REDIS_URL.",
        default="",
        secret=True,
    ),
    Variable(
        name="REDIS_PASSWORD",
        kind=Kind.TEXT,
        group="Stores",
        purpose="Password of both, not percent-encoded; empty: in their URLs, or not needed.",
        default="",
        secret=True,
    ),
    Variable(
        name="MEDIA_ROOT",
        kind=Kind.TEXT,
        group="Stores",
        purpose="Folder of uploaded files on the file system.",
        default="../.local/media",
    ),
    Variable(
        name="AWS_STORAGE_BUCKET_NAME",
        kind=Kind.TEXT,
        group="Stores",
        purpose="S3 bucket of uploaded files and assets, in production.",
        default="",
        in_production=True,
    ),
    Variable(
        name="CLOUDFRONT_KEY_ID",
        kind=Kind.TEXT,
        group="Stores",
        purpose="Public key with which CloudFront verifies links to private files, in production.",
        default="",
        in_production=True,
    ),
    Variable(
        name="CLOUDFRONT_PRIVATE_KEY",
        kind=Kind.PEM,
        group="Stores",
        purpose="RSA key that signs links to private files, in production.",
        default="",
        secret=True,
        in_production=True,
    ),
    Variable(
        name="EMAIL_URL",
        kind=Kind.TEXT,
        group="Email",
        purpose="Outgoing email: smtp+tls://user:password@host:587, or filemail:///folder.",
        example="smtp://localhost:1025",
        secret=True,
    ),
    Variable(
        name="EMAIL_FROM",
        kind=Kind.TEXT,
        group="Email",
        purpose="Sender of all emails; without a name it gets the product's.",
        default="no-reply@localhost",
    ),
    Variable(
        name="GOOGLE_CLIENT_ID",
        kind=Kind.TEXT,
        group="Social login",
        purpose="Client that may redirect to SITE_URL/social/google; empty: disabled.",
        default="",
    ),
    Variable(
        name="GOOGLE_CLIENT_SECRET",
        kind=Kind.TEXT,
        group="Social login",
        purpose="Secret of GOOGLE_CLIENT_ID.",
        default="",
        secret=True,
    ),
    Variable(
        name="FACEBOOK_CLIENT_ID",
        kind=Kind.TEXT,
        group="Social login",
        purpose="App that may redirect to SITE_URL/social/facebook; empty: disabled.",
        default="",
    ),
    Variable(
        name="FACEBOOK_CLIENT_SECRET",
        kind=Kind.TEXT,
        group="Social login",
        purpose="Secret of FACEBOOK_CLIENT_ID.",
        default="",
        secret=True,
    ),
    Variable(
        name="GITHUB_CLIENT_ID",
        kind=Kind.TEXT,
        group="Social login",
        purpose="OAuth app that may redirect to SITE_URL/social/github; empty: disabled.",
        default="",
    ),
    Variable(
        name="GITHUB_CLIENT_SECRET",
        kind=Kind.TEXT,
        group="Social login",
        purpose="Secret of GITHUB_CLIENT_ID.",
        default="",
        secret=True,
    ),
    Variable(
        name="SOCIAL_PROVIDER_URL",
        kind=Kind.TEXT,
        group="Social login",
        purpose="OAuth stub in place of all three providers, for tests: local/identity_provider.",
        default="",
    ),
    Variable(
        name="CELERY_METRICS_TOKEN",
        kind=Kind.KEY,
        group="Workers",
        purpose="Token of the scheduled sweep for /api/celery-metrics/; random.",
        example="change-me-change-me-change-me-change-me-change-me-change-me",
        secret=True,
    ),
    Variable(
        name="IMPORT_QUEUE",
        kind=Kind.TEXT,
        group="Workers",
        purpose="Queue of statement imports: `imports` scales to zero, `default` is always on.",
        default="imports",
    ),
    Variable(
        name="ECS_AGENT_URI",
        kind=Kind.TEXT,
        group="Workers",
        purpose="Set by ECS in each container: agent at which a busy worker requests protection.",
        default="",
    ),
    Variable(
        name="LOG_LEVEL",
        kind=Kind.LEVEL,
        group="Logs",
        purpose="DEBUG, INFO, WARNING or ERROR.",
        default="INFO",
    ),
)

CONTAINERS = """
## Containers: only read by `docker compose`

# The site is http://localhost:PORT.
# PORT=8080

# IP address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for all.
# ADDRESS=127.0.0.1

# Starts Mailpit, pgAdmin and Redis Commander.
COMPOSE_PROFILES=monitoring

# Outgoing email of the containers; by default a folder that /mailbox/ shows.
CONTAINER_EMAIL_URL=smtp://mailpit:1025
"""


class InvalidEnvironmentError(Exception):
    """Lists all missing and malformed variables."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(
            "The environment is incomplete:\n"
            + "\n".join(f"  - {problem}" for problem in problems)
            + "\n.env.template lists every variable with its meaning."
        )


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return {name: typed value} of all variables; an empty value counts as missing.

    Raise InvalidEnvironmentError.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for variable in VARIABLES:
        given = environ.get(variable.name, "").strip() or variable.default
        if given is None:
            problems.append(f"{variable.name} is missing ({variable.kind}): {variable.purpose}")
            continue
        try:
            values[variable.name] = _PARSERS[variable.kind](given)
        except ValueError as error:
            shown = "its value" if variable.secret else repr(given)
            problems.append(f"{variable.name}: {shown} is not a {variable.kind} ({error}).")
    if problems:
        raise InvalidEnvironmentError(problems)
    return values


def require_production(values: Mapping[str, Any]) -> None:
    """Raise InvalidEnvironmentError if a variable is missing that only production requires."""
    problems = [
        f"{variable.name} is missing ({variable.kind}): {variable.purpose}"
        for variable in VARIABLES
        if variable.in_production and not values[variable.name]
    ]
    if problems:
        raise InvalidEnvironmentError(problems)


def template() -> str:
    """Return the text of `.env.template`: all variables with their purposes and defaults."""
    lines = ["# Copy to .env and change values. `make up` sets variables without a default."]
    group = ""
    for variable in VARIABLES:
        if variable.group != group:
            group = variable.group
            lines += ["", f"## {group}"]
        traits = [str(variable.kind), *(["secret"] if variable.secret else [])]
        shown = variable.default if variable.default is not None else variable.example
        lines += ["", f"# {variable.purpose} ({', '.join(traits)})", f"# {variable.name}={shown}"]
    return "\n".join(lines) + "\n" + CONTAINERS


def _key(text: str) -> str:
    if len(text) < 50:
        raise ValueError(f"it has {len(text)}")
    return text


def _list(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _url(text: str) -> str:
    parts = urlsplit(text)
    if not parts.scheme or not parts.hostname:
        raise ValueError("write scheme://host")
    return text.rstrip("/")


def _level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("write DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _pem(text: str) -> str:
    key = text.replace("\\n", "\n")
    if key and not key.startswith("-----BEGIN "):
        raise ValueError("it begins with -----BEGIN")
    return key


_PARSERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: str,
    Kind.KEY: _key,
    Kind.LIST: _list,
    Kind.URL: _url,
    Kind.LEVEL: _level,
    Kind.PEM: _pem,
}


if __name__ == "__main__":
    sys.stdout.write(template())
