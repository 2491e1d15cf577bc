"""The report: a table of checks by targets, and why something did not run.

A run of some targets replaces their columns and keeps the others, so that targets of different
machines or moments stand in one table, each with its time.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypedDict

import pytest

from local.testing.reports import REPORTS

RESULTS = REPORTS / "black-box.json"
REPORT = REPORTS / "black-box.txt"
NODE = re.compile(r"::test_(?P<check>\w+)\[(?P<target>[\w-]+)\]$")
# Of the targets that this project describes.
NEVER_STARTED = {
    "a cluster": "start minikube as in documentation/kubernetes.md, then URL=http://localhost:8080",
    "AWS": "deploy as in documentation/first-deployment.md, then URL=https://…",
}


class Column(TypedDict):
    at: str
    checks: dict[str, str]
    """{check: outcome}, in their order."""
    reasons: list[str]
    """Why some did not run."""


class Results:
    """A pytest plugin that collects the outcomes and writes the report."""

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        found = NODE.search(report.nodeid)
        if found is None:
            return
        empty: Column = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M}", "checks": {}, "reasons": []}
        column = self.columns.setdefault(found["target"], empty)
        if report.failed:
            column["checks"][found["check"]] = "FAILED"
        elif report.skipped:
            column["checks"][found["check"]] = "not run"
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            text = str(reason).removeprefix("Skipped: ")
            if text not in column["reasons"]:
                column["reasons"].append(text)
        elif report.when == "call":
            column["checks"][found["check"]] = "passed"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.columns:
            return
        REPORTS.mkdir(parents=True, exist_ok=True)
        former = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        columns = {**former, **self.columns}
        RESULTS.write_text(json.dumps(columns, indent=2))
        report = "\n".join(table(columns))
        REPORT.write_text(f"{report}\n")
        terminalreporter.write_line(f"\n{report}")


def table(columns: Mapping[str, Column]) -> Iterator[str]:
    """Yield the lines. `columns`: by target."""
    checks = list(dict.fromkeys(name for each in columns.values() for name in each["checks"]))
    first = max(map(len, checks)) + 2
    width = max(len("2026-12-01 00:00"), *map(len, columns)) + 2
    yield _line("", columns, first, width)
    yield _line("run at (UTC)", [each["at"] for each in columns.values()], first, width)
    for check in checks:
        outcomes = [each["checks"].get(check, "") for each in columns.values()]
        yield _line(check.replace("_", " "), outcomes, first, width)
    yield "\nNot run:"
    for target, column in columns.items():
        yield from (f"  {target}: {reason}" for reason in column["reasons"])
    yield from (f"  {target}: {reason}" for target, reason in NEVER_STARTED.items())


def _line(name: str, cells: Iterable[str], first: int, width: int) -> str:
    return (f"{name:<{first}}" + "".join(f"{cell:<{width}}" for cell in cells)).rstrip()
