"""Which versions of Aurora Postgres can still be created: cfn-lint keeps the list."""

import json
import re
from importlib.resources import files
from typing import Any

from awscdk.refusal import Refusal

ENGINE = "aurora-postgresql"
FULL = re.compile(r"[0-9]+\.[0-9]+")


def check_engine_version(version: str) -> None:
    """Raises Refusal for a version that AWS never had or takes no more."""
    known, retired = _versions("engine_version"), _versions("engine_version_deprecated")
    if version in known - retired and FULL.fullmatch(version):
        return
    fault = "is deprecated" if version in retired else "does not exist"
    offered = [each for each in known - retired if FULL.fullmatch(each)]
    newest = sorted(offered, key=lambda each: [int(part) for part in each.split(".")])[-6:]
    raise Refusal(f"{ENGINE} {version} {fault}. The newest are {', '.join(newest)}.")


def _versions(name: str) -> set[str]:
    folder = files("cfnlint.data.schemas.extensions.aws_rds_dbcluster")
    rules: list[dict[str, Any]] = json.loads(folder.joinpath(f"{name}.json").read_text())["allOf"]
    (ours,) = (rule for rule in rules if rule["if"]["properties"]["Engine"].get("const") == ENGINE)
    # One file says "if it is one of these, then no", the other "then it is one of these".
    said = ours["then"] or ours["if"]
    return set(said["properties"]["EngineVersion"]["enum"])
