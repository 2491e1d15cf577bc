import subprocess

import pytest

from local.paths import ROOT


def test_make_help_fits_100_columns() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    commands = [line for line in printed.stdout.splitlines() if line.startswith("  make ")]
    assert len(commands) > 40
    for line in commands:
        assert len(line) <= 100
        assert line[29] == " "


@pytest.mark.parametrize("target", ["deploy", "restore-snapshot", "rotate-signing-key"])
def test_deployments_build_the_pages_of_this_version(target: str) -> None:
    """Pages of another version would be uploaded otherwise, for example after a roll-back."""
    planned = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    build, deployment = planned.find("-m local.build\n"), planned.find("node_modules/.bin/cdk")
    assert 0 < build < deployment
