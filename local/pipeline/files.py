"""The pipeline's files."""

from collections.abc import Mapping
from typing import Any

import yaml

from local.paths import PIPELINE, ROOT

JOB_FILES = sorted(PIPELINE.glob("*.yml"))
ROOT_FILE = ROOT / ".gitlab-ci.yml"
FILES = [ROOT_FILE, *JOB_FILES]
NO_JOBS = {"default", "include", "stages", "variables", "workflow"}


def written_jobs() -> dict[str, Mapping[str, Any]]:
    """Return every job, including hidden ones, without merging what they extend."""
    return {
        name: job
        for file in JOB_FILES
        for name, job in yaml.safe_load(file.read_text()).items()
        if name not in NO_JOBS
    }


def written_stages() -> list[str]:
    stages: list[str] = yaml.safe_load(ROOT_FILE.read_text())["stages"]
    return stages


def follows_changes(job: Mapping[str, Any]) -> bool:
    """Return True if a rule depends on changed files."""
    return any("changes" in rule for rule in job.get("rules", []))
