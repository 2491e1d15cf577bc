"""Copies of this repository with its installed packages, made a product of their own."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.own.upgrade import share_packages
from local.paths import ROOT

AUTHOR = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "Adopter"), ("EMAIL", "adopter@example.com"))
}
# Without the variables of this run's own pytest and make.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("MAKE", "MFLAGS", "PYTEST", "GIT_", "DJANGO"))
} | AUTHOR

Run = Callable[..., str]


def run(folder: Path, *command: str) -> str:
    """Return the output; fail the test with it if the command fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}"
    return done.stdout


def clone(source: Path, folder: Path, *, has_packages: bool = True) -> Path:
    """Clone the last commit of the repository at `source`, as an adopter does."""
    run(source, "git", "clone", "--quiet", "--no-hardlinks", str(source), str(folder))
    if has_packages:
        share_packages(folder)
    return folder


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # On the disk of the checkout, so that packages can be hard links.
    folder = ROOT / ".local" / "own"
    run(ROOT, "rm", "-rf", str(folder))
    folder.mkdir(parents=True)
    yield folder
    run(ROOT, "rm", "-rf", str(folder))
