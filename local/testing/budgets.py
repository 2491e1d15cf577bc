"""CPU budgets of the parts, as in `documentation/testing.md`. They may only fall."""

import re

from local.paths import ROOT

PAGE = ROOT / "documentation" / "testing.md"
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (\d+) \|", re.MULTILINE)
# Machines differ in speed.
TOLERANCE = 1.5


def read_budgets(page: str) -> dict[str, int]:
    """Return {part: CPU seconds} of the page's table."""
    return {part: int(seconds) for part, seconds in ROW.findall(page)}
