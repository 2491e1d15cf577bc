"""Queries of synthesized templates."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from awscdk import templates
from awscdk.templates import Resource, read_templates


class Templates:
    """Every template of one environment, types without their `AWS::`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _written(self) -> templates.Templates:
        return read_templates(self.folder)

    @property
    def resources(self) -> list[Resource]:
        return list(self._written.resources)

    def of(self, kind: str, *, stack: str | None = None) -> list[Resource]:
        return [each for each in self._written.of(f"AWS::{kind}") if stack in (None, each.stack)]

    def one(self, kind: str, **where: Any) -> Resource:
        """Return the one whose properties are `where`."""
        found = [
            each
            for each in self.of(kind)
            if all(each.properties.get(name) == value for name, value in where.items())
        ]
        assert len(found) == 1, f"{len(found)} of {kind} {where}"
        return found[0]

    def by_id(self, stack: str, id: str) -> Resource:
        return next(each for each in self.resources if (each.stack, each.id) == (stack, id))


def text(value: Any) -> str:
    """Return a value with its references, to look for words in."""
    return json.dumps(value)
