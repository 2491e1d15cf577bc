"""The report at the end of `make test`: what each part took, and the slowest tests."""

from collections.abc import Iterator, Mapping, Sequence

from local.testing.budgets import TOLERANCE
from local.testing.reports import CaseResult
from local.testing.running import Run

SLOWEST_COUNT = 10
NAME_WIDTH = 100


def write_report(
    *,
    runs: Sequence[Run],
    cases: Mapping[str, Sequence[CaseResult]],
    wall_seconds: float,
    budgets: Mapping[str, int],
) -> str:
    """Return the report as text. `cases`: the test cases of each part that reports any."""
    tests = [case for part in cases.values() for case in part]
    lines = [
        *_table(runs, cases, wall_seconds, budgets),
        *_slowest(tests),
        *_warnings(runs, budgets),
        *_failures(runs, cases),
        "",
        totals(runs, cases),
    ]
    return "\n".join(lines)


def totals(runs: Sequence[Run], cases: Mapping[str, Sequence[CaseResult]]) -> str:
    """Return `12 passed, 0 failed`. A part without test cases counts as one check, as does a part
    that failed although none of its tests did."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for run in runs:
        outcomes = [case.outcome for case in cases.get(run.part, ())]
        if not outcomes or (not run.succeeded and "failed" not in outcomes):
            outcomes.append("passed" if run.succeeded else "failed")
        for outcome in outcomes:
            counts[outcome] += 1
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    return f"{counts['passed']} passed, {counts['failed']} failed{skipped}"


def _table(
    runs: Sequence[Run],
    cases: Mapping[str, Sequence[CaseResult]],
    wall_seconds: float,
    budgets: Mapping[str, int],
) -> Iterator[str]:
    yield f"{'part':<26}{'wall s':>8}{'CPU s':>8}{'budget':>8}{'tests':>8}"
    for run in sorted(runs, key=lambda run: run.cpu_seconds, reverse=True):
        budget = budgets.get(run.part, "")
        tests = len(cases.get(run.part, ())) or ""
        failed = "" if run.succeeded else "  FAILED"
        yield (
            f"{run.part:<26}{run.wall_seconds:>8.0f}{run.cpu_seconds:>8.0f}{budget:>8}{tests:>8}"
            f"{failed}"
        )
    cpu = sum(run.cpu_seconds for run in runs)
    count = sum(map(len, cases.values())) or ""
    whole = sum(budgets.get(run.part, 0) for run in runs) or ""
    yield f"{'all, side by side':<26}{wall_seconds:>8.0f}{cpu:>8.0f}{whole:>8}{count:>8}"


def _slowest(tests: Sequence[CaseResult]) -> Iterator[str]:
    if not tests:
        return
    yield "\nThe slowest tests:"
    for case in sorted(tests, key=lambda case: case.seconds, reverse=True)[:SLOWEST_COUNT]:
        yield f"{case.seconds:>8.1f} s  {case.part}  {case.name[-NAME_WIDTH:]}"


def _warnings(runs: Sequence[Run], budgets: Mapping[str, int]) -> Iterator[str]:
    for run in runs:
        budget = budgets.get(run.part)
        if budget and run.cpu_seconds > budget * TOLERANCE:
            yield (
                f"\nWARNING: {run.part} took {run.cpu_seconds:.0f} CPU seconds. Its budget in"
                f" documentation/testing.md is {budget}: make it cheaper."
            )


def _failures(runs: Sequence[Run], cases: Mapping[str, Sequence[CaseResult]]) -> Iterator[str]:
    failed = [run.part for run in runs if not run.succeeded]
    if failed:
        yield "\nFailed:"
    for part in failed:
        names = [case.name for case in cases.get(part, ()) if case.outcome == "failed"]
        yield from (f"  {part}  {name}" for name in names or ["see its output above"])
