"""The documentation's cost page, whose tables are written by `make cost`."""

from pathlib import Path

from awscdk.assembly import ROOT
from awscdk.cost.report import Report

PAGE = ROOT / "documentation" / "cost.md"
BEGIN = "<!-- Written by `make cost` from here on. -->"
END = "<!-- Until here. -->"


def with_tables(page: str, report: Report) -> str:
    """Return the page with updated tables."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{report.as_markdown(level=3)}\n{END}{after}"


def rewrite(page: Path, report: Report) -> bool:
    """Write the page; return True if it changed."""
    old = page.read_text()
    new = with_tables(old, report)
    if new != old:
        page.write_text(new)
    return new != old
