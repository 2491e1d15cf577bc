"""Read the resources of synthesized templates, including nested stacks."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NESTED = re.compile(r"stack([A-Z][A-Za-z]*?)[0-9A-F]{8}\.nested")


@dataclass(frozen=True, kw_only=True)
class Resource:
    stack: str
    """The nested stack or template that contains it: ids are unique within."""
    id: str
    type: str
    properties: dict[str, Any] = field(default_factory=dict)
    deletion_policy: str | None = None


@dataclass(frozen=True, kw_only=True)
class Templates:
    resources: Sequence[Resource]

    def of(self, type: str) -> list[Resource]:
        return [each for each in self.resources if each.type == type]

    def referred(self, resource: Resource, value: Any) -> Resource:
        """Return the resource of a `Ref` or `Fn::GetAtt`. Raise KeyError if this template lacks
        it."""
        name = value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0]
        for each in self.resources:
            if (each.stack, each.id) == (resource.stack, name):
                return each
        raise KeyError(name)


def read_templates(folder: Path) -> Templates:
    return Templates(resources=list(_read(folder)))


def _read(folder: Path) -> Iterator[Resource]:
    for path in sorted(folder.glob("*.template.json")):
        nested = NESTED.search(path.name)
        for name, body in json.loads(path.read_text())["Resources"].items():
            yield Resource(
                stack=nested[1] if nested else path.name,
                id=name,
                type=body["Type"],
                properties=body.get("Properties", {}),
                deletion_policy=body.get("DeletionPolicy"),
            )
