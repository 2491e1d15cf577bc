"""Run both compose files on a container engine, each started once for all its tests."""

import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest

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
    project = Project(
        name="application-test-development",
        file="compose.yaml",
        folder=tmp_path_factory.mktemp("development"),
        port=_free_port(),
    )
    with running_project(project):
        yield project


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project(
        name="application-test-production",
        file="compose.production.yaml",
        folder=tmp_path_factory.mktemp("production"),
        port=_free_port(),
        variables={
            "SECRET_KEY": secrets.token_hex(32),
            "CELERY_METRICS_TOKEN": secrets.token_hex(32),
        },
    )
    with running_project(project):
        yield project


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
