"""The pipeline's files; `make lint-pipeline` checks which job runs when."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from local.paths import ROOT
from local.pipeline.files import FILES, ROOT_FILE, written_jobs

JOBS = written_jobs()
TARGETS = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
SHELL = re.compile(r"[;&|<>`]|\$\(")


def keys(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.mark.parametrize("name", [name for name in JOBS if not name.startswith(".")])
def test_jobs_run_make_targets(name: str) -> None:
    """`make`, and targets that there are; nothing that only a pipeline would know."""
    script = next(JOBS[each]["script"] for each in (name, *bases(name)) if "script" in JOBS[each])
    for line in script:
        assert re.match(r"make [a-z]", line), line
        assert not SHELL.search(line), line
        unquoted = re.sub(r'[A-Z]+=("[^"]*"|\S+)', "", line)
        assert set(unquoted.split()[1:]) <= TARGETS, line


def bases(name: str) -> Iterator[str]:
    extended = JOBS[name].get("extends", [])
    for base in [extended] if isinstance(extended, str) else extended:
        yield base
        yield from bases(base)


def test_only_jobs_with_other_images_have_a_before_script() -> None:
    prepared = {name for name, job in JOBS.items() if {"before_script", "image"} & job.keys()}
    # Wine, macOS and the Android SDK.
    packagers = {"package-windows", "package-macos", "package-android"}
    assert prepared == {"ci-image", "stop-review", *packagers}


def test_preview_is_deleted_without_the_code_of_its_branch() -> None:
    for deployment, stop in (
        ("deploy-review", "stop-review"),
        ("deploy-review-commit", "stop-review-commit"),
    ):
        environment = JOBS[deployment]["environment"]
        assert (environment["on_stop"], environment["auto_stop_in"]) == (stop, "8 hours")
    stopping = JOBS["stop-review"]
    assert stopping["variables"]["GIT_STRATEGY"] == "none"
    assert "$CI_DEFAULT_BRANCH" in stopping["before_script"][1]
    assert stopping["needs"] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_jobs_have_rules(file: Path) -> None:
    assert not {"only", "except"} & set(keys(yaml.safe_load(file.read_text())))


def test_root_file_has_no_jobs() -> None:
    assert yaml.safe_load(ROOT_FILE.read_text()).keys() == {"stages", "workflow", "include"}


def test_deployments_use_resource_groups() -> None:
    on_aws = [name for name in JOBS if ".on-aws" in bases(name) and not name.startswith(".")]
    assert len(on_aws) > 10
    for name in on_aws:
        chain = [JOBS[name], *(JOBS[base] for base in bases(name))]
        if name == "diff":  # It looks, and changes nothing.
            continue
        assert any("resource_group" in job for job in chain), name
        assert any(job.get("interruptible") is False for job in chain), name


def test_push_starts_one_pipeline() -> None:
    """The order matters, and gitlab-ci-local does not look at it."""
    rules = yaml.safe_load(ROOT_FILE.read_text())["workflow"]["rules"]
    conditions = [rule["if"] for rule in rules]
    twice = conditions.index("$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS")
    assert rules[twice]["when"] == "never"
    assert twice < conditions.index("$CI_COMMIT_BRANCH")
