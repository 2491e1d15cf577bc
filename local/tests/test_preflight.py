import socket
import sys

import pytest

from local import preflight
from local.checkout import ROOT
from local.preflight import examine


def mends(port: int | None = None) -> list[str]:
    return [finding.mend for finding in examine(port=port) if finding.mend]


def test_this_machine_is_fit_for_the_tests_that_run_on_it() -> None:
    assert mends() == []


def test_a_taken_port_is_named_with_another_to_choose() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        finding = list(examine(port=port))[-1]

    assert finding.what.startswith(f"port {port} is taken")
    assert "make up PORT=" in finding.mend


@pytest.mark.parametrize("port", [0, 70_000])
def test_what_is_no_port_is_refused(port: int) -> None:
    assert "1 to 65535" in list(examine(port=port))[-1].mend


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "OLDEST_PYTHON", (3, 99))
    found = [finding for finding in examine(port=None) if finding.mend]
    assert found[0].what == "Python " + ".".join(map(str, sys.version_info[:3]))
    assert "PYTHON=" in found[0].mend


def test_no_node_and_no_disk_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(preflight, "FREE_GIGABYTES", 10**9)
    monkeypatch.setattr(preflight, "PYTHON", ROOT / "not there")
    assert "no Node" in [finding.what for finding in examine(port=None)]
    assert any("are needed" in mend for mend in mends())


def test_an_old_node_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    for name, says in (("node", "v18.20.0"), ("npm", "9")):
        (folder / name).write_text(f"#!/bin/sh\necho {says}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    assert "Node v18.20.0" in [finding.what for finding in examine(port=None) if finding.mend]


def test_windows_line_endings_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    crlf = tmp_path_factory.mktemp("crlf") / "preflight.py"
    crlf.write_bytes(b"import os\r\n")
    monkeypatch.setattr(preflight, "__file__", str(crlf))
    assert any("autocrlf" in mend for mend in mends())
