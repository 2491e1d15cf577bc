"""Parts of generated pages."""

from collections.abc import Iterable, Sequence
from textwrap import fill

NOTE = "<!-- Written by `make reference`. -->"


def page(title: str, text: str, *, sections: Iterable[str]) -> str:
    introduction = fill(text, 120, break_on_hyphens=False)
    return "\n\n".join([f"# {title}", NOTE, introduction, *sections]) + "\n"


def section(title: str, table: str) -> str:
    return f"## {title}\n\n{table}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("|" + "".join(f" {cell} |" if cell else " |" for cell in row) for row in lines)


def text(words: str) -> str:
    """Return a text that can stand in a cell, in one line."""
    return " ".join(words.split()).replace("|", "\\|").replace("<", "&lt;").replace("{{", "{ {")


def code(words: str) -> str:
    """Return code that can stand in a cell; empty for none."""
    return f"`{words}`".replace("|", "\\|") if words else ""
