"""`make test-matrix`: the backend's tests with each combination, in a copy of this checkout.

A copy, because the processes that the tests start run on the `.venv` beside their code.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.install import BUILD_REQUIREMENTS, PIP_OPTIONS, pip_settings
from local.matrix.versions import COMBINATIONS, REQUIREMENTS, Combination
from local.paths import HOME, QUASAR, ROOT, SCALING_PACKAGE, VENV
from local.testing.checkout import copy_checkout

pytestmark = pytest.mark.nightly

UV = VENV / "bin" / "uv"
TESTS = (
    "-n",
    "2",
    "--dist",
    "worksteal",
    "--quiet",
    "--no-header",
    "-m",
    "not faults and not nightly",
)
REPORT_LINES = 60


@pytest.fixture
def checkout(combination: Combination) -> Iterator[Path]:
    folder = HOME / "matrix" / str(combination)
    shutil.rmtree(folder, ignore_errors=True)
    copy_checkout(folder)
    (folder / "quasar" / "node_modules").symlink_to(QUASAR / "node_modules")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("combination", COMBINATIONS, ids=str)
def test_backend_passes(combination: Combination, checkout: Path) -> None:
    install(combination, checkout)

    python = ".venv/bin/python"
    pytest_command = [python, "-m", "pytest", "-p", "local.testing.failures", *TESTS, "backend"]
    done = subprocess.run(
        [python, "-m", "local.run_with_services", "test-backend", *pytest_command],
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )

    report = done.stdout.splitlines()[-REPORT_LINES:]
    assert done.returncode == 0, "\n".join(report)
    print(report[-1])


def install(combination: Combination, checkout: Path) -> None:
    """Install the packages; skip the test if this Python is neither installed nor available."""
    made = _uv("venv", "--python", combination.python, ".venv", checkout=checkout)
    if made.returncode:
        pytest.skip(f"not run: no Python {combination.python}: {made.stderr.splitlines()[0]}")
    lists = [REQUIREMENTS / "development.txt", *filter(None, [combination.overlay])]
    for each in lists:
        options = ["--python", ".venv/bin/python", *PIP_OPTIONS, str(each)]
        done = _uv("pip", "install", *options, checkout=checkout)
        assert done.returncode == 0, done.stderr
    # Processes that the tests start import it, too.
    package = str(checkout / SCALING_PACKAGE.relative_to(ROOT))
    editable = ["--no-deps", "--build-constraints", str(BUILD_REQUIREMENTS), "--editable", package]
    done = _uv("pip", "install", "--python", ".venv/bin/python", *editable, checkout=checkout)
    assert done.returncode == 0, done.stderr


def _uv(*command: str, checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [UV, *command, "--quiet"],
        cwd=checkout,
        env=os.environ | pip_settings(),
        capture_output=True,
        text=True,
    )
