"""Evaluate the jobs' rules for a situation with gitlab-ci-local."""

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.console import fail
from local.paths import NODE, PIPELINE, ROOT
from local.pipeline.files import FILES
from local.pipeline.situations import Situation

PROGRAM = PIPELINE / "node_modules" / ".bin" / "gitlab-ci-local"


@dataclass(frozen=True)
class Job:
    name: str
    stage: str
    when: str
    may_fail: bool
    environment: str


def jobs(situation: Situation, *, repository: Path) -> list[Job]:
    """Return the jobs in pipeline order; parallel ones once.

    Rules about changed files count as changed.
    """
    command = [str(PROGRAM), "--list-csv", "--no-evaluate-rule-changes"]
    # The files are validated with GitLab's schema elsewhere.
    command += ["--no-json-schema-validation"]
    for name, value in {**situation.variables, **situation.project}.items():
        command += ["--variable", f"{name}={value}"]
    if not situation.is_branch:
        command += ["--unset-variable", "CI_COMMIT_BRANCH"]
    environment = {
        "PATH": os.pathsep.join((str(NODE), os.environ["PATH"])),
        "HOME": str(repository),
        "GCL_IGNORE_PREDEFINED_VARS": ",".join(situation.variables),
    }
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True)
    if done.returncode:
        fail(f"gitlab-ci-local failed:\n{done.stdout}{done.stderr}", "Fix the pipeline's files.")
    header = done.stdout.index("name;stage;")
    parts = (_job(row) for row in csv.DictReader(done.stdout[header:].splitlines(), delimiter=";"))
    return list({job.name: job for job in parts}.values())


def _job(row: dict[str, str]) -> Job:
    return Job(
        name=row["name"].partition(":")[0],
        stage=row["stage"],
        when=row["when"],
        may_fail=row["allowFailure"] == "true",
        environment=row["environment"],
    )


@contextmanager
def repository() -> Iterator[Path]:
    """Create a repository with the pipeline's files, independent of the checkout's branch."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES:
            copy = folder / file.relative_to(ROOT)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(file, copy)
        git = ["git", "-c", "user.name=pipeline", "-c", "user.email=pipeline@example.com"]
        for arguments in (
            ["init", "--quiet", "--initial-branch=main"],
            ["remote", "add", "origin", "git@gitlab.example.com:group/project.git"],
            ["add", "."],
            ["commit", "--quiet", "--message=pipeline"],
        ):
            subprocess.run([*git, *arguments], cwd=folder, check=True)
        yield folder
