"""`python -m local.pipeline`: update the documentation's table of jobs, or `--check` it."""

import sys

from local.console import fail, run
from local.paths import ROOT
from local.pipeline.table import table

PAGE = ROOT / "documentation" / "pipeline.md"
BEGIN = "<!-- Written by `make pipeline` from here on. -->"
END = "<!-- Until here. -->"


def main() -> None:
    old = PAGE.read_text()
    before, rest = old.split(BEGIN)
    _, after = rest.split(END)
    new = f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"
    if new == old:
        return
    if "--check" in sys.argv[1:]:
        fail(f"{PAGE.relative_to(ROOT)} does not match the jobs' rules.", "make pipeline")
    PAGE.write_text(new)


if __name__ == "__main__":
    run(main)
