"""The JUnit reports that parts leave behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from local.paths import HOME

REPORTS = HOME / "reports"


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    part: str
    name: str
    seconds: float
    outcome: str
    """`passed`, `failed` or `skipped`."""


def delete_reports(parts: Iterable[str]) -> None:
    REPORTS.mkdir(parents=True, exist_ok=True)
    for part in parts:
        _path(part).unlink(missing_ok=True)


def read_report(part: str) -> list[CaseResult]:
    """Return the test cases of a part, none where it wrote no report or only half of one."""
    try:
        root = ElementTree.parse(_path(part))  # noqa: S314 our own tests wrote it
    except (FileNotFoundError, ElementTree.ParseError):
        return []
    return [
        CaseResult(
            part=part,
            name=f"{case.get('classname', '')}::{case.get('name', '')}",
            seconds=float(case.get("time") or 0),
            outcome=_outcome(case),
        )
        for case in root.iter("testcase")
    ]


def _outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def _path(part: str) -> Path:
    return REPORTS / f"{part}.xml"
