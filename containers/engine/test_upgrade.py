"""A volume of an older Postgres is reported, and moved by `make upgrade-containers`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from black_box.site import wait_until
from containers.engine.project import Project
from local.paths import ROOT

FORMER_IMAGE = "postgres:16"
ROWS = "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number; CREATE DATABASE other"
COUNT = "SELECT count(*) FROM kept"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project whose volume has data of an older version."""
    project = Project(
        name="application-test-upgrade", file=str(ROOT / "compose.yaml"), folder=ROOT, port=8080
    )
    volume = f"{project.name}_postgres"
    container = project.docker(
        *("run", "--detach", "--volume", f"{volume}:/var/lib/postgresql/data"),
        *("--env", "POSTGRES_USER=app", "--env", "POSTGRES_PASSWORD=app"),
        FORMER_IMAGE,
    ).strip()
    try:
        # Over TCP: during initialization Postgres listens only on its Unix socket.
        query = (
            *("exec", "--env", "PGPASSWORD=app", container),
            *("psql", "--host=127.0.0.1", "--username=app", "--command"),
        )
        wait_until(lambda: _succeeds(project, *query, "SELECT 1"))
        for statement in ROWS.split("; "):
            project.docker(*query, statement)
        project.docker("stop", container)
        project.docker("rm", container)
        yield project
    finally:
        project.docker("rm", "--force", "--volumes", container)
        project.compose("down", "--volumes", "--timeout", "5")
        for name in project.docker("volume", "ls", "--quiet").split():
            if name.startswith(volume):
                project.docker("volume", "rm", name)


def _succeeds(project: Project, *arguments: str) -> bool:
    return not subprocess.run(
        ["docker", *arguments], cwd=project.folder, capture_output=True
    ).returncode


def _upgrade(project: Project) -> str:
    return subprocess.run(
        [sys.executable, "-m", "containers.upgrade_postgres", "compose.yaml"],
        cwd=ROOT,
        env={**os.environ, "COMPOSE_PROJECT_NAME": project.name},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _count(project: Project) -> str:
    psql = ("psql", "--username=app", "--tuples-only", "--no-align", "--command", COUNT)
    return project.compose("exec", "--no-TTY", "postgres", *psql).strip()


def test_volume_of_an_older_version_is_upgraded(project: Project) -> None:
    project.compose("up", "--detach", "postgres")
    wait_until(lambda: "Run: make upgrade-containers" in project.compose("logs", "postgres"))

    printed = _upgrade(project)

    print(printed)
    assert "1000 rows, as many as before" in printed
    assert _count(project) == "1000"
    assert "nothing to upgrade" in _upgrade(project)
    assert _count(project) == "1000"


def test_interrupted_upgrade_is_repeated(project: Project) -> None:
    """An upgrade that ended before the restore: the copy is complete, the new volume empty."""
    _upgrade(project)
    project.compose("down", "--volumes")
    (copy,) = (
        name
        for name in project.docker("volume", "ls", "--quiet").split()
        if name.startswith(f"{project.name}_postgres-")
    )
    write = ("run", "--rm", "--entrypoint", "sh", "--volume", f"{copy}:/copy", "postgres:17", "-c")
    project.docker(*write, "echo copied > /copy/state")
    project.compose("up", "--detach", "--wait", "postgres")

    _upgrade(project)

    assert _count(project) == "1000"
