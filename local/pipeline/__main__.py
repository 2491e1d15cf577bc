"""`python -m local.pipeline`: write the documentation's table of jobs anew, or `--check` it."""

import sys

from local.checkout import ROOT
from local.pipeline.table import table
from local.terminal import refuse, run

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
        refuse(f"The rules give other jobs than {PAGE.relative_to(ROOT)} says.", "make pipeline")
    PAGE.write_text(new)


if __name__ == "__main__":
    run(main)
