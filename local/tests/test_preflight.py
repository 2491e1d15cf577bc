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
from local.preflight import check_requirements


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
