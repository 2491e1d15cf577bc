"""The identity of a product: what the adopter chooses, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from local.console import UserError

# The first two are the patterns of awscdk/naming.py, which names the resources on AWS.
SLUG = re.compile(r"[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
# Names stand in Python, JSON, YAML, Markdown and headers of mails, so that nothing needs escaping.
NAME = re.compile(r"[^\W_](?:[\w .&'+!-]{0,38}[\w.+!])?")
HOLDER = re.compile(r"[^\W_][\w .,&'+()-]{0,98}")
# Applications that can be removed.
SAMPLES = ("links", "statements")


@dataclass(frozen=True, kw_only=True)
class Product:
    name: str
    slug: str
    """Part of every name and tag on AWS, and the scheme of links to native applications."""
    domain: str
    holder: str
    """Holder of the copyright."""

    @property
    def native_id(self) -> str:
        """Return the id of the native applications: `com.example.shop` for shop on example.com.

        Android and iOS together allow letters and digits only, and Android a letter first.
        """
        parts = [*reversed(self.domain.split(".")), self.slug]
        letters = [part.replace("-", "") for part in parts]
        return ".".join(part if part[0].isalpha() else f"x{part}" for part in letters)


def read_product(*, name: str, domain: str, slug: str = "", holder: str = "") -> Product:
    """Return the product. Raise UserError with all that is wrong in the input."""
    name, domain, slug, holder = (" ".join(text.split()) for text in (name, domain, slug, holder))
    slug = slug or slug_of(name)
    problems = []
    if not name:
        problems.append('NAME is missing, the name that users see. For example: NAME="Acme Shop"')
    elif not NAME.fullmatch(name):
        problems.append(
            f"NAME: {name!r} has to begin and end with a letter or digit, and to consist of up"
            " to 40 letters, digits, spaces and . & ' + ! -"
        )
    if not domain:
        problems.append("DOMAIN is missing. For example: DOMAIN=acme.com")
    elif not DOMAIN.fullmatch(domain):
        problems.append(
            f"DOMAIN: {domain!r} is not a domain in lowercase letters, without https:// and path."
            " For example: DOMAIN=acme.com"
        )
    if not slug and name:
        problems.append("SLUG is missing: NAME has no letters from a to z. For example: SLUG=acme")
    elif slug and not SLUG.fullmatch(slug):
        problems.append(
            f"SLUG: {slug!r} has to begin with a letter, and to consist of up to 30 lowercase"
            " letters from a to z, digits and dashes. For example: SLUG=acme"
        )
    if holder and not HOLDER.fullmatch(holder):
        problems.append(f"HOLDER: {holder!r} is not the name of a person or company.")
    if problems:
        raise UserError("\n    ".join(problems))
    return Product(name=name, slug=slug, domain=domain, holder=holder or name)


def slug_of(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30].strip("-")


def read_without(text: str) -> tuple[str, ...]:
    """Return the samples to remove, in the order of SAMPLES. Raise UserError for others."""
    asked = text.replace(",", " ").split()
    if unknown := sorted({*asked} - {*SAMPLES}):
        raise UserError(
            f"WITHOUT: {', '.join(unknown)} cannot be removed. Only {' and '.join(SAMPLES)} can."
        )
    return ordered(asked)


def ordered(samples: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in SAMPLES if name in samples)
