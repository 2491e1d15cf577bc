"""Commands in the pages of the documentation: what is wrong with them, and blocks to run.

A fenced block of `sh` is run as it stands, by a test or a reader; an indented one is an example.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`]+)`")
INDENTED = re.compile(r"^ {4,}.*$", re.MULTILINE)
TARGET = re.compile(r"(?:^|[\s(])make\s+(?:[A-Z_]+=\S+\s+)*([a-z][a-z0-9-]*)")
DEFINED = re.compile(r"^([a-z0-9-]+):", re.MULTILINE)
DIAGRAMS = {"mermaid"}


def blocks(text: str, heading: str) -> list[str]:
    """Return the commands under a heading of a page. Raise ValueError if it has none."""
    found = []
    current = ""
    # Comments in blocks look like headings.
    for part in re.finditer(rf"{FENCED.pattern}|^#+ (?P<heading>[^\n]+)$", text, FENCED.flags):
        if part["heading"]:
            current = part["heading"]
        elif current == heading and part[2] == "sh":
            found.append(part[3])
    if not found:
        raise ValueError(f"There is no command under {heading!r}.")
    return found


def wrong_commands(root: Path, pages: list[Path]) -> Iterator[str]:
    """Yield `page: problem` for unknown targets of make, and blocks that are not valid in sh."""
    defined = set(DEFINED.findall((root / "Makefile").read_text()))
    for page in pages:
        text = page.read_text()
        name = page.relative_to(root)
        fenced = [block for block in FENCED.finditer(text) if block[2] not in DIAGRAMS]
        prose = FENCED.sub("", text)
        code = [
            *(block[3] for block in fenced),
            *(line[0] for line in INDENTED.finditer(prose)),
            *(span[1] for span in INLINE.finditer(prose)),
        ]
        named = {target for each in code for target in TARGET.findall(each)}
        for target in sorted(named - defined):
            yield f"{name}: the Makefile has no target {target}"
        for block in fenced:
            if block[2] == "sh":
                parsed = subprocess.run(
                    ["bash", "-n"], input=block[3], capture_output=True, text=True
                )
                if parsed.returncode:
                    yield f"{name}: {parsed.stderr.strip()}\n{block[3]}"
