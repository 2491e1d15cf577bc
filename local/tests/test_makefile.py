import subprocess

from local.paths import ROOT


def test_make_help_fits_100_columns() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    commands = [line for line in printed.stdout.splitlines() if line.startswith("  make ")]
    assert len(commands) > 40
    for line in commands:
        assert len(line) <= 100
        assert line[29] == " "
