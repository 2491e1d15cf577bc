"""`make test`: every kind of test in turn, then one line of totals."""

import subprocess
import sys
from time import monotonic
from xml.etree import ElementTree

from local.checkout import HOME, ROOT
from local.terminal import say

REPORTS = HOME / "reports"
KINDS = (
    "lint",
    "lint-pipeline",
    "secrets",
    "test-backend",
    "test-faults",
    "test-frontend",
    "test-awscdk",
    "deploy-emulated",
    "test-e2e",
)
LESS = {"test-faults": ("ARGS=-m 'faults and not more_orders'",)}
"""What of a kind is enough here: the pipeline runs the whole of it."""


def main() -> None:
    REPORTS.mkdir(parents=True, exist_ok=True)
    for report in REPORTS.glob("*.xml"):
        report.unlink()
    passed = failed = skipped = 0
    for kind in KINDS:
        say(f"\n== make {kind}")
        began = monotonic()
        command = ["make", "--no-print-directory", kind, *LESS.get(kind, ())]
        succeeded = subprocess.run(command, cwd=ROOT).returncode == 0
        say(f"== make {kind} {'passed' if succeeded else 'FAILED'} in {monotonic() - began:.0f} s")
        counted = _count(kind)
        # A kind without a report of its own counts as one check, as does one that broke elsewhere.
        if counted is None or (not succeeded and not counted[1]):
            passed, failed = passed + succeeded, failed + (not succeeded)
        if counted is not None:
            passed += counted[0]
            failed += counted[1]
            skipped += counted[2]
    say()
    say(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


def _count(kind: str) -> tuple[int, int, int] | None:
    """Passed, failed and skipped of a JUnit report; None where there is none."""
    report = REPORTS / f"{kind}.xml"
    if not report.exists():
        return None
    total = failed = skipped = 0
    for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 our own tests wrote it
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - failed - skipped, failed, skipped


if __name__ == "__main__":
    main()
