"""Copies without samples pass the same checks as the template."""

import shutil
from itertools import chain, combinations
from pathlib import Path

import pytest

from local.own.samples import SAMPLES
from local.own.tests.conftest import clone, run
from local.paths import ROOT
from local.testing.parts import LINTS

pytestmark = pytest.mark.nightly

COMBINATIONS = [
    *chain.from_iterable(combinations(SAMPLES, count) for count in range(1, len(SAMPLES) + 1))
]
# Not `test-faults` and `deploy-emulated`, in which no sample takes part.
PARTS = ("test-e2e", "test-backend", *LINTS, "test-frontend", "test-awscdk")
# Of the package alone, which is the same in each copy.
PYTEST_OPTIONS = "--ignore=backend/packages"


@pytest.fixture(scope="module", params=COMBINATIONS, ids="-".join)
def owned(request: pytest.FixtureRequest, copies: Path) -> Path:
    without: tuple[str, ...] = request.param
    folder = clone(ROOT, copies / "-".join(without))
    share_caches(copies, folder)
    said = run(folder, *own(without))
    assert "is now Asdf Shop" in said
    assert run(folder, "git", "status", "--porcelain") == ""
    assert not any((folder / file).exists() for name in without for file in SAMPLES[name].files)
    return folder


def own(without: tuple[str, ...]) -> tuple[str, ...]:
    # Other names than those of `local/tests/test_own.py`, which runs in the copy.
    names = ("NAME=Asdf Shop", "DOMAIN=asdf.example", f"WITHOUT={' '.join(without)}")
    return ("make", "own", *names)


def share_caches(copies: Path, folder: Path) -> None:
    """Copy the caches of linters and type checkers from the copy before, or from the checkout."""
    others = (each for each in copies.iterdir() if each != folder)
    newest_first = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
    for source in (*newest_first, ROOT):
        if (source / ".cache" / "mypy").exists():
            shutil.copytree(source / ".cache", folder / ".cache", dirs_exist_ok=True)
            return


def test_owned_copy_passes(owned: Path) -> None:
    # Side by side; the report says which part has failed.
    run(owned, "make", "test", f"PARTS={' '.join(PARTS)}", f"PYTEST_ADDOPTS={PYTEST_OPTIONS}")


def test_own_is_harmless_the_second_time(owned: Path) -> None:
    before = run(owned, "git", "rev-parse", "HEAD")

    said = run(owned, *own(tuple(owned.name.split("-"))))

    assert "nothing has changed" in said
    assert run(owned, "git", "rev-parse", "HEAD") == before
