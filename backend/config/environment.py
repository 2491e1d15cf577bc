"""Every environment variable of the backend: the one list.

Settings read it through `read`; `.env.template` and the deployment are checked against it or made
from it. Standard library only, so that tools outside Django can import it.
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
    """As it would be written in the environment; None where a value must be given."""
    example: str = ""
    """Shown where there is no default. Never a real secret."""
    secret: bool = False
    in_production: bool = False
    """Whether production cannot do without it, though a laptop can."""


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
        purpose="The one address that the browser sees.",
        example="http://localhost:8080",
    ),
    Variable(
        name="ALLOWED_HOSTS",
        kind=Kind.LIST,
        group="Django",
        purpose="Host names that requests may carry.",
        default="localhost,127.0.0.1",
    ),
    Variable(
        name="FULL_APP_NAME",
        kind=Kind.TEXT,
        group="Django",
        purpose="Environment and application, as in staging-mysite-com; prefixes keys and metrics.",
        default="local",
    ),
    Variable(
        name="DATABASE_URL",
        kind=Kind.URL,
        group="Stores",
        purpose="Postgres. Its query says how to connect: ?sslmode=require&connect_timeout=40.",
        example="postgres://user:password@127.0.0.1:5432/app",
        secret=True,
    ),
    Variable(
        name="DATABASE_SECRET_ARN",
        kind=Kind.TEXT,
        group="Stores",
        purpose="AWS secret of the database's user and password; empty: DATABASE_URL has them.",
        default="",
    ),
    Variable(
        name="REDIS_URL",
        kind=Kind.URL,
        group="Stores",
        purpose="Redis or Valkey: broker, cache, channel layer and live settings.",
        example="redis://:password@127.0.0.1:6379/0",
        secret=True,
    ),
    Variable(
        name="REDIS_PASSWORD",
        kind=Kind.TEXT,
        group="Stores",
        purpose="As it is, not percent-encoded; empty: REDIS_URL has it, or none is needed.",
        default="",
        secret=True,
    ),
    Variable(
        name="MEDIA_ROOT",
        kind=Kind.TEXT,
        group="Stores",
        purpose="Folder of uploaded files where they are kept on the file system.",
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
        purpose="Public key by which CloudFront checks links to private files, in production.",
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
        group="Mail",
        purpose="Where mail goes: smtp+tls://user:password@host:587, or filemail:///folder.",
        example="smtp://localhost:1025",
        secret=True,
    ),
    Variable(
        name="EMAIL_FROM",
        kind=Kind.TEXT,
        group="Mail",
        purpose="The sender of every mail.",
        default="Tally <no-reply@localhost>",
    ),
    Variable(
        name="GOOGLE_CLIENT_ID",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Of a client that may redirect to SITE_URL/social/google; empty: not offered.",
        default="",
    ),
    Variable(
        name="GOOGLE_CLIENT_SECRET",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Belongs to GOOGLE_CLIENT_ID.",
        default="",
        secret=True,
    ),
    Variable(
        name="FACEBOOK_CLIENT_ID",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Of an app that may redirect to SITE_URL/social/facebook; empty: not offered.",
        default="",
    ),
    Variable(
        name="FACEBOOK_CLIENT_SECRET",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Belongs to FACEBOOK_CLIENT_ID.",
        default="",
        secret=True,
    ),
    Variable(
        name="GITHUB_CLIENT_ID",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Of an OAuth app that may redirect to SITE_URL/social/github; empty: not offered.",
        default="",
    ),
    Variable(
        name="GITHUB_CLIENT_SECRET",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Belongs to GITHUB_CLIENT_ID.",
        default="",
        secret=True,
    ),
    Variable(
        name="SOCIAL_PROVIDER_URL",
        kind=Kind.TEXT,
        group="Social sign-in",
        purpose="Speaks for all three instead of them; for tests. See local/identity_provider.",
        default="",
    ),
    Variable(
        name="CELERY_METRICS_TOKEN",
        kind=Kind.KEY,
        group="Workers",
        purpose="What the scheduled sweep shows at /api/celery-metrics/; random.",
        example="change-me-change-me-change-me-change-me-change-me-change-me",
        secret=True,
    ),
    Variable(
        name="IMPORT_QUEUE",
        kind=Kind.TEXT,
        group="Workers",
        purpose="Queue of the statements' imports: imports scales to zero, default is always on.",
        default="imports",
    ),
    Variable(
        name="ECS_AGENT_URI",
        kind=Kind.TEXT,
        group="Workers",
        purpose="Set by ECS in each container: where a busy worker asks not to be stopped.",
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
## Containers: what `docker compose` alone reads

# The address is http://localhost:PORT.
# PORT=8080

# Whom it answers: this machine alone, or with 0.0.0.0 everybody who reaches it.
# ADDRESS=127.0.0.1

# Mailpit, pgAdmin and Redis Commander; without this line there are none of them.
COMPOSE_PROFILES=monitoring

# Where the containers send mail; without this line into a folder that /mailbox/ shows.
CONTAINER_EMAIL_URL=smtp://mailpit:1025
"""


class InvalidEnvironmentError(Exception):
    """Names every missing or malformed variable at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(
            "The environment is not complete:\n"
            + "\n".join(f"  - {problem}" for problem in problems)
            + "\n.env.template lists every variable with its meaning."
        )


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """Name to typed value for every declared variable.

    An empty value counts as not given. Raises InvalidEnvironmentError.
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


def demand_production(values: Mapping[str, Any]) -> None:
    """Raises InvalidEnvironmentError where production needs what a laptop does without."""
    problems = [
        f"{variable.name} is missing ({variable.kind}): {variable.purpose}"
        for variable in VARIABLES
        if variable.in_production and not values[variable.name]
    ]
    if problems:
        raise InvalidEnvironmentError(problems)


def template() -> str:
    """The text of `.env.template`: every variable with its meaning, set to its default."""
    lines = ["# Copy to .env and set what should differ. `make up` provides what has no default."]
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
