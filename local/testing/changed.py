"""`make test-changed`: the tests that uncommitted changes affect, and what to run beside them."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from time import monotonic

from local.console import echo, run
from local.paths import HOME, NODE, PYTHON, QUASAR, ROOT

TESTMON_DATA = HOME / "testmon"
BACKEND = ("backend", "local", "containers", "benchmarks", "awslambda")
BACKEND_TESTS = (
    *(str(PYTHON), "-m", "local.run_with_services", "test-changed"),
    *("env", f"TESTMON_DATAFILE={TESTMON_DATA}", str(PYTHON), "-m", "pytest"),
    *("-p", "local.testing.failures", "-n", "2", "--quiet", "--show-capture=no"),
    # A selection by marker or worker would switch testmon's own off.
    *("--testmon", "--testmon-forceselect", "-m", "not faults and not nightly"),
)
FRONT_END_TESTS = (str(NODE / "node"), "node_modules/.bin/vitest", "run", "--changed")
NO_TESTS_EXIT_CODE = 5
"""pytest's exit code where nothing is affected."""


def main() -> None:
    began = monotonic()
    changed = changed_files()
    if not changed:
        echo("  Nothing is changed since the last commit. Next: make test")
        return
    codes = []
    if any(path.parts[0] in BACKEND for path in changed):
        if not TESTMON_DATA.exists():
            echo("  The first run learns which test runs which code: all of them, some minutes.")
        codes.append(subprocess.run(BACKEND_TESTS, cwd=ROOT).returncode)
    if any(path.parts[0] == "quasar" for path in changed):
        codes.append(subprocess.run(FRONT_END_TESTS, cwd=QUASAR).returncode)
    echo(f"\n  {monotonic() - began:.0f} s. Not seen by this:")
    for line in blind_spots(changed):
        echo(f"  - {line}")
    sys.exit(1 if set(codes) - {0, NO_TESTS_EXIT_CODE} else 0)


def changed_files() -> list[PurePath]:
    """Return the files that differ from the last commit, new ones included."""
    listed = subprocess.run(
        ["git", "status", "--porcelain", "--no-renames", "--untracked-files=all", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [PurePath(entry[3:]) for entry in listed.split("\0") if entry]


def blind_spots(changed: Iterable[PurePath]) -> Iterator[str]:
    """Yield what the selection of tests cannot follow, with the command that covers it."""
    folders = {path.parts[0] for path in changed}
    if folders & {*BACKEND}:
        yield "code that runs in worker and server processes: make test-faults, make test-e2e"
    data = sorted(
        str(path) for path in changed if path.parts[0] in BACKEND and path.suffix != ".py"
    )
    if data:
        yield f"files that are not Python ({', '.join(data)}): make test-backend"
    journeys = sorted(str(path) for path in changed if path.match("e2e/journeys/*.spec.ts"))
    if journeys:
        names = " ".join(PurePath(path).name for path in journeys)
        yield f'changed journeys: make test-e2e ARGS="{names}"'
    elif folders & {"quasar", "e2e"}:
        yield "the application in a browser: make test-e2e"
    if folders & {"awscdk", "awslambda"} or any(
        path.match("backend/config/topology.py") or path.match("backend/config/environment.py")
        for path in changed
    ):
        yield "what AWS is told: make test-awscdk deploy-emulated"
    yield "style and types: make lint"


if __name__ == "__main__":
    run(main)
