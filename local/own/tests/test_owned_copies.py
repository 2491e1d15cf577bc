"""Copies without samples pass the same checks as the template."""

from pathlib import Path

import pytest

from local.own.samples import SAMPLES
from local.own.tests.conftest import clone, run
from local.paths import ROOT

pytestmark = pytest.mark.nightly

COMBINATIONS = ("links", "links statements")
CHECKS = (
    "lint-python",
    "lint-types",
    "lint-frontend",
    "lint-files",
    "lint-migrations",
    "lint-kubernetes",
    "test-frontend",
    "test-awscdk",
    "test-backend",
)


@pytest.fixture(scope="module", params=COMBINATIONS, ids=lambda without: without.replace(" ", "-"))
def owned(request: pytest.FixtureRequest, copies: Path) -> Path:
    without: str = request.param
    folder = clone(ROOT, copies / without.replace(" ", "-"))
    said = run(
        folder,
        *("make", "own", "NAME=Qwertz Shop", "DOMAIN=qwertz.example", f"WITHOUT={without}"),
    )
    assert "is now Qwertz Shop" in said
    assert run(folder, "git", "status", "--porcelain") == ""
    assert not any(
        (folder / file).exists() for name in without.split() for file in SAMPLES[name].files
    )
    return folder


@pytest.mark.parametrize("target", CHECKS)
def test_owned_copy_passes(owned: Path, target: str) -> None:
    run(owned, "make", target)


def test_own_is_harmless_the_second_time(owned: Path) -> None:
    before = run(owned, "git", "rev-parse", "HEAD")

    said = run(owned, "make", "own", "NAME=Qwertz Shop", "DOMAIN=qwertz.example", "WITHOUT=links")

    assert "nothing has changed" in said
    assert run(owned, "git", "rev-parse", "HEAD") == before
