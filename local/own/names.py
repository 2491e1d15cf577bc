"""All places that hold the product's names. Every other file derives them from these."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from local.console import fail
from local.own.product import Product

# Read by GitLab's jobs and by the Makefile.
PRODUCT_VARIABLES = "gitlab-ci/product.yml"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A pattern with one group, the value, and the function that returns the new one."""

    file: str
    pattern: re.Pattern[str]
    value: Callable[[Product], str]


def _place(file: str, pattern: str, value: Callable[[Product], str]) -> Place:
    return Place(file=file, pattern=re.compile(pattern, re.MULTILINE), value=value)


def _host(product: Product) -> str:
    return product.domain


PLACES = (
    _place("README.md", r"\A# (.+)$", lambda product: product.name),
    _place(
        "backend/config/settings/base.py",
        r'^PRODUCT_NAME = "(.+)"$',
        lambda product: product.name,
    ),
    _place(".devcontainer/devcontainer.json", r'^  "name": "(.+)",$', lambda product: product.name),
    _place("backend/schema/openapi.yaml", r"^  title: (.+) API$", lambda product: product.name),
    _place("quasar/package.json", r'^  "productName": "(.+)",$', lambda product: product.name),
    _place("quasar/package.json", r'^  "appId": "(.+)",$', lambda product: product.native_id),
    _place("kubernetes/cluster/kustomization.yaml", r"SITE_URL=https://(.+)$", _host),
    _place("kubernetes/cluster/kustomization.yaml", r"ALLOWED_HOSTS=.*,(.+)$", _host),
    _place("kubernetes/cluster/kustomization.yaml", r"^        value: (.+)$", _host),
    _place("kubernetes/cluster/kustomization.yaml", r"hosts: \[(.+)\]$", _host),
)


def write_names(root: Path, product: Product) -> list[str]:
    """Write the names into all places. Return the files that have changed."""
    new = contents(root, product)
    changed = [
        file
        for file, content in new.items()
        if not (root / file).exists() or (root / file).read_text() != content
    ]
    for file in changed:
        (root / file).write_text(new[file])
    return sorted(changed)


def contents(root: Path, product: Product) -> Mapping[str, str]:
    """Return the new text of each file that holds a name. Raise UserError if a place is missing."""
    found: dict[str, str] = {}
    for place in PLACES:
        text = found.get(place.file) or (root / place.file).read_text()
        match = place.pattern.search(text)
        if match is None:
            fail(
                f"{place.file} has no line like {place.pattern.pattern}",
                "Restore it, or change local/own/names.py, which lists the places of names.",
            )
        found[place.file] = text[: match.start(1)] + place.value(product) + text[match.end(1) :]
    found["LICENSE"] = _license((root / "LICENSE").read_text(), product.holder)
    found[PRODUCT_VARIABLES] = (
        "# Written by `make own`. Variables of the GitLab project replace these.\n"
        f"variables:\n  APP_NAME: {product.slug}\n  DOMAIN_NAME: {product.domain}\n"
    )
    return found


def _license(text: str, holder: str) -> str:
    """Add the holder. The other lines stay: the license requires their notice in all copies."""
    if re.search(rf"^Copyright \(c\) \d+ {re.escape(holder)}$", text, re.MULTILINE):
        return text
    notice = f"Copyright (c) {datetime.now(UTC).year} {holder}\n"
    return re.sub(r"^(?=Copyright)", notice, text, count=1, flags=re.MULTILINE)


def current_name(root: Path) -> str:
    name: str = json.loads((root / "quasar" / "package.json").read_text())["productName"]
    return name
