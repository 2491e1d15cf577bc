"""The list of all environment variables of the backend.

The settings call `read`; `.env.template` and the deployment are generated from the list or checked
against it. Standard library only, so that tools outside Django can import it.
"""

import json
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
    JSON = "JSON object"
    PEM = "private key in PEM, line breaks written as \\n or as they are"


@dataclass(frozen=True, kw_only=True)
class Variable:
    name: str
    kind: Kind = Kind.TEXT
    purpose: str
    # The text that the environment would have; None if the variable is required.
    default: str | None = None
    example: str = ""
    """Shown if there is no default. Never a real secret."""
    secret: bool = False
    in_production: bool = False
    """Required in production only."""


GROUPS: dict[str, tuple[Variable, ...]] = {
    "Django": (
        Variable(
            name="DJANGO_SETTINGS_MODULE",
            purpose="development, local, ci, kubernetes or production.",
            default="config.settings.production",
        ),
        Variable(
            name="SECRET_KEY",
            kind=Kind.KEY,
            purpose="Signs sessions and tokens; random, a new one for every environment.",
            example="change-me-change-me-change-me-change-me-change-me-change-me",
            secret=True,
        ),
        Variable(
            name="SITE_URL",
            kind=Kind.URL,
            purpose="URL of the site in the browser.",
            example="http://localhost:8080",
        ),
        Variable(
            name="ALLOWED_HOSTS",
            kind=Kind.LIST,
            purpose="Allowed host names of requests.",
            default="localhost,127.0.0.1",
        ),
        Variable(
            name="NATIVE_ORIGINS",
            kind=Kind.LIST,
            purpose="Origins of desktop and mobile applications that may call the API:"
            " app://localhost,capacitor://localhost,https://localhost; empty: none.",
            default="",
        ),
        Variable(
            name="FULL_APP_NAME",
            purpose="Environment and application, e.g. staging-mysite-com;"
            " prefix of keys and metrics.",
            default="local",
        ),
    ),
    "Stores": (
        Variable(
            name="DATABASE_URL",
            kind=Kind.URL,
            purpose="Postgres, with connection parameters: ?sslmode=require&connect_timeout=40.",
            example="postgres://user:password@127.0.0.1:5432/app",
            secret=True,
        ),
        Variable(
            name="DATABASE_SECRET_ARN",
            purpose="AWS secret with the database's user and password; empty: in DATABASE_URL.",
            default="",
        ),
        Variable(
            name="REDIS_URL",
            kind=Kind.URL,
            purpose="Redis or Valkey: broker and live settings; also the cache without CACHE_URL.",
            example="redis://:password@127.0.0.1:6379/0",
            secret=True,
        ),
        Variable(
            name="CACHE_URL",
            purpose="Separate Redis or Valkey for cache, rate limits, live updates;"
            " empty: REDIS_URL.",
            default="",
            secret=True,
        ),
        Variable(
            name="REDIS_PASSWORD",
            purpose="Password of both, not percent-encoded; empty: in their URLs, or not needed.",
            default="",
            secret=True,
        ),
        Variable(
            name="MEDIA_ROOT",
            purpose="Folder of uploaded files on the file system.",
            default="../.local/media",
        ),
        Variable(
            name="AWS_STORAGE_BUCKET_NAME",
            purpose="S3 bucket of uploaded files and assets, in production.",
            default="",
            in_production=True,
        ),
        Variable(
            name="CLOUDFRONT_KEY_ID",
            purpose="Public key with which CloudFront verifies links to private files, in"
            " production.",
            default="",
            in_production=True,
        ),
        Variable(
            name="CLOUDFRONT_PRIVATE_KEY",
            kind=Kind.PEM,
            purpose="RSA key that signs links to private files, in production.",
            default="",
            secret=True,
            in_production=True,
        ),
    ),
    "Email": (
        Variable(
            name="EMAIL_URL",
            purpose="Outgoing email: smtp+tls://user:password@host:587, or filemail:///folder.",
            example="smtp://localhost:1025",
            secret=True,
        ),
        Variable(
            name="EMAIL_FROM",
            purpose="Sender of all emails; without a name it gets the product's.",
            default="no-reply@localhost",
        ),
    ),
    "Social login": (
        *(
            variable
            for provider, client in (
                ("google", "Client"),
                ("facebook", "App"),
                ("github", "OAuth app"),
            )
            for variable in (
                Variable(
                    name=f"{provider.upper()}_CLIENT_ID",
                    purpose=f"{client} that may redirect to SITE_URL/social/{provider};"
                    " empty: disabled.",
                    default="",
                ),
                Variable(
                    name=f"{provider.upper()}_CLIENT_SECRET",
                    purpose=f"Secret of {provider.upper()}_CLIENT_ID.",
                    default="",
                    secret=True,
                ),
            )
        ),
        Variable(
            name="SOCIAL_PROVIDER_URL",
            purpose="OAuth stub in place of all three providers, for tests: local/oauth_stub.",
            default="",
        ),
    ),
    "Workers": (
        Variable(
            name="CELERY_METRICS_TOKEN",
            kind=Kind.KEY,
            purpose="Token of the scheduled sweep, or KEDA, for /api/celery-metrics/; random.",
            example="change-me-change-me-change-me-change-me-change-me-change-me",
            secret=True,
        ),
        # sample: statements begin
        Variable(
            name="IMPORT_QUEUE",
            purpose="Queue of statement imports: `imports` scales to zero, `default` is always on.",
            default="imports",
        ),
        # sample: statements end
        Variable(
            name="WORKER_TASKS",
            kind=Kind.JSON,
            purpose="Options with which workers are started as standalone ECS tasks: subnets,"
            " security_groups, public_ip, spot; empty: the workers are ECS services.",
            default="",
        ),
        Variable(
            name="WORKER_START",
            purpose="Set in each worker that ends when its queue is empty: token of its start.",
            default="",
        ),
        Variable(
            name="WORKER_CANARY",
            purpose="Set while a release tests its workers: they use a database of the broker"
            " of their own.",
            default="",
        ),
        Variable(
            name="ECS_AGENT_URI",
            purpose="Set by ECS in each container: agent at which a busy worker"
            " requests protection.",
            default="",
        ),
    ),
    "Logs": (
        Variable(
            name="LOG_LEVEL",
            kind=Kind.LEVEL,
            purpose="DEBUG, INFO, WARNING or ERROR.",
            default="INFO",
        ),
    ),
}
VARIABLES = tuple(variable for group in GROUPS.values() for variable in group)

CONTAINERS = """
## Containers: only read by `docker compose`

# The site is http://localhost:PORT.
# PORT=8080

# IP address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for all.
# ADDRESS=127.0.0.1

# Starts Mailpit, pgAdmin and Redis Commander.
# COMPOSE_PROFILES=monitoring

# Outgoing email of the containers; by default a folder that /mailbox/ shows.
# CONTAINER_EMAIL_URL=smtp://mailpit:1025
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
    lines = ["# Put what you change into .env. `make up` sets variables without a default."]
    for group, variables in GROUPS.items():
        lines += ["", f"## {group}"]
        for each in variables:
            traits = [str(each.kind), *(["secret"] if each.secret else [])]
            shown = each.default if each.default is not None else each.example
            lines += ["", f"# {each.purpose} ({', '.join(traits)})", f"# {each.name}={shown}"]
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


def _json(text: str) -> dict[str, Any]:
    value = json.loads(text or "{}")
    if not isinstance(value, dict):
        raise ValueError('write {"name": value}')
    return value


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
    Kind.JSON: _json,
    Kind.PEM: _pem,
}


if __name__ == "__main__":
    sys.stdout.write(template())
