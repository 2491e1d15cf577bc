"""`python -m local.testing [PART …]`: run these parts of the suite, or `--nightly`, or all."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from time import monotonic

from local.console import echo, run
from local.paths import ROOT
from local.testing.budgets import PAGE, read_budgets
from local.testing.parts import ALL, LINTS, NIGHTLY
from local.testing.report import write_report
from local.testing.reports import REPORTS, delete_reports, read_report
from local.testing.results import checked_out_commit, record_results
from local.testing.running import Run, run_parts

SETS = {"all": ALL, "lints": LINTS, "nightly": NIGHTLY}
MIN_WIDTH = 2


def parse(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """Return the parts to run, and whether they have budgets."""
    parser = argparse.ArgumentParser(prog="python -m local.testing")
    # No `choices`: argparse holds the empty list against them.
    parser.add_argument("parts", nargs="*")
    # Coverage doubles what a test takes.
    parser.add_argument("--without-budgets", action="store_true")
    parsed = parser.parse_args(arguments)
    known = [*SETS, *ALL, *NIGHTLY]
    if unknown := set(parsed.parts) - {*known}:
        parser.error(f"no part: {', '.join(unknown)} (of {', '.join(known)})")
    parts = [part for name in parsed.parts or ["all"] for part in SETS.get(name, (name,))]
    return parts, not parsed.without_budgets


def main() -> None:
    parts, have_budgets = parse(sys.argv[1:])
    # As Ctrl-C: what runs is ended as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = monotonic()
    delete_reports(parts)
    commit = checked_out_commit(ROOT)

    def tell(text: str) -> None:
        echo(f"[{monotonic() - began:4.0f} s] {text}")

    runs: list[Run] = []
    # Parts wait as well as compute: two of them fill two cores better than one.
    for ended in run_parts(parts, width=max(MIN_WIDTH, os.cpu_count() or 1), report=tell):
        runs.append(ended)
        if output := ended.output.strip():
            echo(f"\n== make {ended.part}\n{output}")
        state = "passed" if ended.succeeded else "FAILED"
        echo(f"== make {ended.part} {state} in {ended.wall_seconds:.0f} s\n")
    report = write_report(
        runs=runs,
        cases={part: cases for part in parts if (cases := read_report(part))},
        wall_seconds=monotonic() - began,
        budgets=read_budgets(PAGE.read_text()) if have_budgets else {},
    )
    # Files that changed meanwhile were tested in part.
    record_results(REPORTS, runs, commit=commit if commit == checked_out_commit(ROOT) else "")
    (REPORTS / "test.txt").write_text(report + "\n")
    echo(report)
    sys.exit(0 if all(each.succeeded for each in runs) else 1)


if __name__ == "__main__":
    run(main)
