"""The inputs of every environment, and the names that follow from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from awscdk.environments import Environment, environment
from awscdk.refusal import Refusal

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]")
APP_NAME = re.compile(r"[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Application:
    """One environment of one application."""

    environment: Environment
    base_domain_name: str
    """Of the hosted zone."""
    base_app_name: str
    """In every name and tag, so that all environments' costs can be read as one."""
    region: str

    @property
    def full_domain_name(self) -> str:
        return ".".join(filter(None, (self.environment.subdomain, self.base_domain_name)))

    @property
    def full_app_name(self) -> str:
        return f"{self.environment.name}-{self.base_app_name}"

    @property
    def site_url(self) -> str:
        return f"https://{self.full_domain_name}"

    def parameter(self, name: str) -> str:
        """Of Systems Manager: what the deployment is told by people or looked up beforehand."""
        return f"/{self.full_app_name}/{name}"

    def mailbox(self, name: str) -> str:
        return f"{name}@{self.base_domain_name}"


def application(environ: Mapping[str, str]) -> Application:
    """Raises Refusal for the first input that is missing or cannot be."""
    return Application(
        environment=environment(_given(environ, "ENVIRONMENT", "staging")),
        base_domain_name=matching(
            environ,
            "DOMAIN_NAME",
            DOMAIN,
            "mysite.com",
            "a domain in small letters, without https://",
        ),
        base_app_name=matching(
            environ, "APP_NAME", APP_NAME, "mysite-com", "up to 30 small letters, digits and dashes"
        ),
        region=matching(environ, "AWS_DEFAULT_REGION", REGION, "us-east-1", "a region of AWS"),
    )


def _given(environ: Mapping[str, str], name: str, example: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise Refusal(f"{name} is missing: give it in the environment, as in {name}={example}.")
    return value


def matching(
    environ: Mapping[str, str], name: str, pattern: re.Pattern[str], example: str, meaning: str
) -> str:
    """The input of that name. Raises Refusal where it is missing or does not fit."""
    value = _given(environ, name, example)
    if not pattern.fullmatch(value):
        raise Refusal(f"{name}: {value!r} is not {meaning}, as in {name}={example}.")
    return value
