"""Run both compose files on a container engine, each started once for all its tests."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from containers.engine import projects
from containers.engine.project import Project, running_project

pytest.register_assert_rewrite("containers.engine.checks")


@pytest.fixture(scope="session", autouse=True)
def _engine() -> None:
    if (
        shutil.which("docker") is None
        or subprocess.run(["docker", "info"], capture_output=True).returncode
    ):
        pytest.exit("No container engine found: `docker info` failed.", returncode=2)


@pytest.fixture(scope="module")
def development(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with running_project(projects.development(tmp_path_factory.mktemp("development"))) as project:
        yield project


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with running_project(projects.production(tmp_path_factory.mktemp("production"))) as project:
        yield project
