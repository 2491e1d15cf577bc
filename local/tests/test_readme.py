"""The README repeats figures of other pages."""

import re

import pytest

from local.paths import ROOT

README = (ROOT / "README.md").read_text()
NUMBERS = README.partition("\n## Numbers\n")[2].partition("\n## ")[0]
ROWS = [row.strip("| ").split(" | ") for row in NUMBERS.splitlines() if "](" in row]
FIGURE = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


@pytest.mark.parametrize(("claim", "value", "source"), ROWS, ids=[row[0] for row in ROWS])
def test_figure_is_in_the_page_of_its_source(claim: str, value: str, source: str) -> None:
    pages = {link.partition("#")[0] for link in re.findall(r"\]\((.+?)\)", source)}
    text = "\n".join((ROOT / page).read_text() for page in pages)

    assert FIGURE.findall(value)
    assert {*FIGURE.findall(claim), *FIGURE.findall(value)} <= {*FIGURE.findall(text)}
