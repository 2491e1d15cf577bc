import __future__

import os
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from local import preflight
from local.paths import ROOT
from local.preflight import check_docker, check_requirements

PATH = os.environ["PATH"]


def fixes(port: int | None = None) -> list[str]:
    return [finding.fix for finding in check_requirements(port=port) if finding.fix]


def test_this_machine_meets_the_requirements() -> None:
    assert fixes() == []


def test_used_port_is_reported_with_an_alternative() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        finding = list(check_requirements(port=port))[-1]

    assert finding.what.startswith(f"port {port} is in use")
    assert "make up PORT=" in finding.fix


@pytest.mark.parametrize("port", [0, 70_000])
def test_invalid_port_is_rejected(port: int) -> None:
    assert "1 to 65535" in list(check_requirements(port=port))[-1].fix


def test_old_python_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "MIN_PYTHON", (3, 99))
    found = [finding for finding in check_requirements(port=None) if finding.fix]
    assert found[0].what == "Python " + ".".join(map(str, sys.version_info[:3]))
    assert "PYTHON=" in found[0].fix


def test_missing_node_and_disk_space_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(preflight, "FREE_GIGABYTES", 10**9)
    monkeypatch.setattr(preflight, "PYTHON", ROOT / "not there")
    assert "no Node" in [finding.what for finding in check_requirements(port=None)]
    assert any("are needed" in fix for fix in fixes())


def test_old_node_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    for name, says in (("node", "v18.20.0"), ("npm", "9")):
        (folder / name).write_text(f"#!/bin/sh\necho {says}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    assert "Node v18.20.0" in [
        finding.what for finding in check_requirements(port=None) if finding.fix
    ]


@pytest.fixture
def docker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the path of the only `docker`, a script that a test writes."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    return tmp_path / "docker"


def write_docker(path: Path, *, compose: str, engine: str) -> None:
    path.write_text(f'#!/bin/sh\n[ "$1" = compose ] && {{ {compose}; exit; }}\n{engine}\n')
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("compose", "engine", "to_update"),
    [
        ("2.23.1", "25.0.0", []),
        ("v2.40.3-desktop.1", "28.2.2", []),
        ("2.23.0", "25.0.0", ["Docker Compose 2.23.0"]),
        ("5.0.0", "24.0.9", ["Docker Engine 24.0.9"]),
        ("1.29", "20.10.24", ["Docker Compose 1.29", "Docker Engine 20.10.24"]),
    ],
)
def test_old_docker_is_reported(
    docker: Path, compose: str, engine: str, to_update: list[str]
) -> None:
    write_docker(docker, compose=f"echo Docker Compose version {compose}", engine=f"echo {engine}")

    found = list(check_docker())

    assert [each.what for each in found if each.fix.startswith("Update it, only for")] == to_update
    assert all(each.is_optional for each in found)


def test_docker_without_compose_or_engine_is_reported(docker: Path) -> None:
    write_docker(
        docker,
        compose='echo "docker: unknown command: docker compose" >&2; exit 1',
        engine="echo Cannot connect to the Docker daemon >&2; exit 1",
    )

    compose, engine = check_docker()

    assert compose.what == "no Docker Compose: docker: unknown command: docker compose"
    assert compose.fix.startswith("Install it, only for `docker compose up`: version 2.23.1")
    assert engine.what == "no Docker Engine: Cannot connect to the Docker daemon"
    assert engine.fix.startswith("Start it")


def test_machine_without_docker_has_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert list(check_docker()) == []


def test_doctor_is_content_with_an_old_docker(docker: Path) -> None:
    write_docker(docker, compose="echo 2.0.0", engine="echo 20.0.0")
    environment = {"PATH": f"{docker.parent}:{PATH}", "PYTHON": sys.executable}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    done = subprocess.run(
        [sys.executable, "-m", "local", "doctor", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "  ! Docker Compose 2.0.0\n    Update it, only for" in done.stdout


def test_failing_npm_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/usr/bin/env node\nrequire('../lib/cli.js')(process)\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    (finding,) = (each for each in check_requirements(port=None) if each.fix)
    assert finding.what.endswith("npm fails: Error: Cannot find module '../lib/cli.js'")
    assert "Install npm again" in finding.fix


def test_failing_venv_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'No module named venv' >&2\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(preflight, "SYSTEM_PYTHON", str(python))

    (finding,) = (each for each in check_requirements(port=None) if each.fix)
    assert finding.what.endswith("venv fails: No module named venv")
    assert "PYTHON=" in finding.fix


def test_missing_python_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "SYSTEM_PYTHON", "/nowhere/python3")
    assert any(
        "No such file" in finding.what for finding in check_requirements(port=None) if finding.fix
    )


def test_early_modules_import_on_old_python() -> None:
    """Python 3.9 has to get as far as saying that it is too old."""
    code = "import sys, local.__main__; print(*(m for m in sys.modules if m.startswith('local.')))"
    read = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    modules = [import_module(name) for name in read.stdout.split()]

    assert preflight in modules
    assert {vars(module).get("annotations") for module in modules} == {__future__.annotations}


def test_windows_line_endings_are_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    crlf = tmp_path_factory.mktemp("crlf") / "preflight.py"
    crlf.write_bytes(b"import os\r\n")
    monkeypatch.setattr(preflight, "__file__", str(crlf))
    assert any("autocrlf" in fix for fix in fixes())
