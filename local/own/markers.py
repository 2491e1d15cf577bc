"""Comments that mark what belongs to a sample application, in files that it shares with others.

A comment `sample: links` ends a line that is removed with links, whether or not it is alone on it.
In a table it ends the last cell.
`sample: links begin` and `sample: links end`, each alone on a line, enclose lines. A line of
`sample: links and statements` is removed if both are. A line `without links: CODE` becomes CODE.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

MARKER = re.compile(
    r"(?:#|//|/\*|<!--) sample: (?P<names>[a-z]+(?: and [a-z]+)*)(?: (?P<side>begin|end))?"
    r"(?: \*/| -->)?(?: \|)?$"
)
INSTEAD = re.compile(
    r"^(?P<indent>\s*)(?:#|//|<!--) without (?P<names>[a-z]+(?: and [a-z]+)*): "
    r"(?P<code>.+?)(?: -->)?$"
)


class MarkerError(Exception):
    pass


def without_marked(text: str, removed: Collection[str]) -> str:
    """Return the text without the lines of these samples. Markers of all others stay."""
    return "".join(
        _instead(line, removed) for line, names in _lines(text) if not _is_removed(names, removed)
    )


def _instead(line: str, removed: Collection[str]) -> str:
    match = INSTEAD.search(line.rstrip("\n"))
    if match is None or not _names(match) <= {*removed}:
        return line
    return f"{match['indent']}{match['code']}\n"


def _names(match: re.Match[str]) -> frozenset[str]:
    return frozenset(match["names"].split(" and "))


def marked_samples(text: str) -> set[str]:
    """Return the samples that the text marks. Raise MarkerError for an unbalanced block."""
    return {name for _, blocks in _lines(text) for names in blocks for name in names}


def _is_removed(blocks: list[frozenset[str]], removed: Collection[str]) -> bool:
    return any(names <= set(removed) for names in blocks)


def _lines(text: str) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """Yield each line with the sets of samples that it belongs to."""
    opened: list[frozenset[str]] = []
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        match = MARKER.search(line.rstrip())
        if match is None:
            yield line, [*opened]
            continue
        names = _names(match)
        if match["side"] == "begin":
            opened.append(names)
        yield line, [*opened, names]
        if match["side"] == "end":
            if names not in opened:
                raise MarkerError(f"line {number}: no block of {match['names']} begins before it")
            opened.remove(names)
    if opened:
        raise MarkerError(f"a block of {' and '.join(sorted(opened[-1]))} does not end")
