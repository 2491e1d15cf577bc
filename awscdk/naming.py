"""The inputs of every environment, and the names derived from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from awscdk.environments import Environment, environment
from awscdk.errors import CommandError
from awscdk.tiers import Tier, tier_of

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]")
APP_NAME = re.compile(r"[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Application:
    """Environment of an application."""

    environment: Environment
    base_domain_name: str
    """Domain of the hosted zone."""
    base_app_name: str
    """Part of every name and tag, to add up the costs of all environments."""
    region: str

    @property
    def full_domain_name(self) -> str:
        return ".".join(filter(None, (self.environment.subdomain, self.base_domain_name)))

    @property
    def full_app_name(self) -> str:
        return f"{self.environment.name}-{self.base_app_name}"

    @property
    def tier(self) -> Tier:
        return tier_of(self.environment.name)

    @property
    def site_url(self) -> str:
        return f"https://{self.full_domain_name}"

    def parameter(self, name: str) -> str:
        """Return the name of an SSM parameter."""
        return f"/{self.full_app_name}/{name}"

    def mailbox(self, name: str) -> str:
        return f"{name}@{self.base_domain_name}"


def application(environ: Mapping[str, str]) -> Application:
    """Return the application. Raise CommandError for the first missing or invalid input."""
    return Application(
        environment=environment(_required(environ, "ENVIRONMENT", "staging")),
        base_domain_name=require_match(
            environ,
            "DOMAIN_NAME",
            DOMAIN,
            "mysite.com",
            "a domain in lowercase letters, without https://",
        ),
        base_app_name=require_match(
            environ,
            "APP_NAME",
            APP_NAME,
            "mysite-com",
            "up to 30 lowercase letters, digits and dashes",
        ),
        region=require_match(environ, "AWS_DEFAULT_REGION", REGION, "us-east-1", "a region of AWS"),
    )


def _required(environ: Mapping[str, str], name: str, example: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise CommandError(f"{name} is missing: set it, for example {name}={example}.")
    return value


def require_match(
    environ: Mapping[str, str], name: str, pattern: re.Pattern[str], example: str, meaning: str
) -> str:
    """Return the input. Raise CommandError if it is missing or does not match."""
    value = _required(environ, name, example)
    if not pattern.fullmatch(value):
        raise CommandError(f"{name}: {value!r} is not {meaning}, for example {name}={example}.")
    return value
