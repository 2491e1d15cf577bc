"""The recipes of `documentation/how-to-add.md` name files and what is in them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.paths import BACKEND, DOCUMENTATION, ROOT

CODE = re.compile(r"`([^`]+)`")
NAME = re.compile(r"(?:\w+\.)*(\w*[A-Z_]\w+)")
# Of the language that the recipe adds, one that exists.
EXISTING = {"fr": "de", "fr.json": "de.json"}


def rows() -> Iterator[tuple[str, str]]:
    """Yield the steps of all recipes, each with the cell of its files, if it names any."""
    table = ""
    for line in (DOCUMENTATION / "how-to-add.md").read_text().splitlines():
        if not line.startswith("|"):
            table = ""
            continue
        table = table or line
        step, files = (cell.strip() for cell in line.strip("|").split(" | ")[:2])
        if table == "| step | file |" and "<" not in files and "`" in files:
            yield step, files


def files_of(cell: str) -> list[Path]:
    """Return the files and folders of a cell. Raise AssertionError for one that does not exist."""
    found: list[Path] = []
    for written in CODE.findall(cell):
        path = Path(*(EXISTING.get(part, part) for part in Path(written).parts))
        bases = [*(each for each in found if each.is_dir()), ROOT, BACKEND]
        there = [match for base in bases for match in base.glob(str(path))]
        assert there, f"{written} does not exist"
        found += there
    return found


ROWS = [*rows()]


@pytest.mark.parametrize(("step", "cell"), ROWS, ids=[step for step, _ in ROWS])
def test_files_of_a_step_exist_and_contain_what_it_names(step: str, cell: str) -> None:
    files = files_of(cell)

    text = "\n".join(
        each.read_text()
        for path in files
        for each in (path.rglob("*.*") if path.is_dir() else [path])
        if each.suffix in {".py", ".ts", ".json", ".toml", ".yaml", ".vue", ".md"}
    )
    names = {match[1] for code in CODE.findall(step) if (match := NAME.match(code))}
    assert {name for name in names if name not in text} == set()


def test_most_steps_are_checked() -> None:
    assert len(ROWS) > 40
