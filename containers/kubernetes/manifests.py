"""The manifests of kubernetes/ as they are written, without kustomize."""

from functools import cache
from typing import Any

import yaml

from local.paths import ROOT

FOLDER = ROOT / "kubernetes"


@cache
def documents() -> list[dict[str, Any]]:
    return [
        document
        for path in sorted(FOLDER.rglob("*.yaml"))
        for document in yaml.safe_load_all(path.read_text())
        if "metadata" in document
    ]


def named(kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in documents() if each["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    """Return {name: specification of its pods}."""
    found: dict[str, dict[str, Any]] = {}
    for each in documents():
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        template = spec.get("jobTargetRef", spec).get("template")
        if template:
            found[each["metadata"]["name"]] = template["spec"]
    return found


def variables(overlay: str) -> dict[str, str]:
    """Return the ConfigMap of an overlay."""
    found: dict[str, str] = {}
    for folder in ("base", overlay):
        read = yaml.safe_load((FOLDER / folder / "kustomization.yaml").read_text())
        for literal in read["configMapGenerator"][0]["literals"]:
            name, _, value = literal.partition("=")
            found[name] = value
    return found
