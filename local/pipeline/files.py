"""The pipeline's files, as they are written."""

from collections.abc import Mapping
from typing import Any

import yaml

from local.checkout import PIPELINE, ROOT

ROOM_FILES = sorted(PIPELINE.glob("*.yml"))
ROOT_FILE = ROOT / ".gitlab-ci.yml"
FILES = [ROOT_FILE, *ROOM_FILES]
NO_JOBS = {"default", "include", "stages", "variables", "workflow"}


def written_jobs() -> dict[str, Mapping[str, Any]]:
    """Every job of the rooms, the hidden ones too; what they extend is not merged into them."""
    return {
        name: job
        for file in ROOM_FILES
        for name, job in yaml.safe_load(file.read_text()).items()
        if name not in NO_JOBS
    }


def written_stages() -> list[str]:
    stages: list[str] = yaml.safe_load(ROOT_FILE.read_text())["stages"]
    return stages


def follows_changes(job: Mapping[str, Any]) -> bool:
    """Whether a rule of it asks what was changed."""
    return any("changes" in rule for rule in job.get("rules", []))
