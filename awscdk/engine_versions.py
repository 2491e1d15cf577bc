"""Check the version of Aurora Postgres against cfn-lint's list."""

import json
import re
from importlib.resources import files
from typing import Any

from awscdk.errors import CommandError

ENGINE = "aurora-postgresql"
FULL = re.compile(r"[0-9]+\.[0-9]+")


def check_engine_version(version: str) -> None:
    """Raise CommandError for a version that is unknown or deprecated."""
    known, retired = _versions("engine_version"), _versions("engine_version_deprecated")
    if version in known - retired and FULL.fullmatch(version):
        return
    fault = "is deprecated" if version in retired else "does not exist"
    offered = [each for each in known - retired if FULL.fullmatch(each)]
    newest = sorted(offered, key=lambda each: [int(part) for part in each.split(".")])[-6:]
    raise CommandError(f"{ENGINE} {version} {fault}. The newest are {', '.join(newest)}.")


def _versions(name: str) -> set[str]:
    folder = files("cfnlint.data.schemas.extensions.aws_rds_dbcluster")
    rules: list[dict[str, Any]] = json.loads(folder.joinpath(f"{name}.json").read_text())["allOf"]
    (ours,) = (rule for rule in rules if rule["if"]["properties"]["Engine"].get("const") == ENGINE)
    # One file lists the versions under "if", the other under "then".
    rule = ours["then"] or ours["if"]
    return set(rule["properties"]["EngineVersion"]["enum"])
