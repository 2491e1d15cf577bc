"""Remove a sample application: its folders, what comments mark, its messages and its rows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from local.own.markers import without_marked
from local.own.samples import (
    MARKED,
    MESSAGES,
    SAMPLES,
    SHARED_FILES,
    SHARED_KEYS,
    SHARED_MESSAGES,
)

LINK = re.compile(r"\[(?P<text>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<path>[^)#\s]+)(?:#[^)\s]*)?\)")
PICTURE = re.compile(r"^!\[[^\]]*\]\(([^)\s]+)\)\n\n?", re.MULTILINE)
# A row of a table, or an item of a list with the lines that continue it.
ITEM = re.compile(r"^(\|.*\n|[-*] .*\n(?:  .*\n)*)", re.MULTILINE)


def remove_samples(root: Path, names: Collection[str]) -> list[str]:
    """Remove the samples from the checkout at `root`. Return the files that changed."""
    deleted = [file for name in names for file in SAMPLES[name].files]
    messages = [key for name in names for key in SAMPLES[name].messages]
    is_last = {*names} == {*SAMPLES}
    if is_last:
        messages += SHARED_MESSAGES
    keys = {str(path.relative_to(root)): [*messages] for path in (root / MESSAGES).glob("*.json")}
    for by_file in (*(SAMPLES[name].keys for name in names), *([SHARED_KEYS] if is_last else [])):
        for file, given in by_file.items():
            keys.setdefault(file, []).extend(given)
    if is_last:
        deleted += SHARED_FILES
    before = [*_tracked(root)]
    for file in deleted:
        _delete(root / file)
    changed = {file for file in before if not (root / file).exists()}
    for file in before:
        path = root / file
        if not path.exists() or not file.endswith(MARKED):
            continue
        old = path.read_text()
        new = without_marked(old, names)
        if file in keys:
            new = without_keys(new, keys[file])
        if file.endswith(".md"):
            new = without_mentions(new, file, deleted)
        if new != old:
            path.write_text(new)
            changed.add(file)
    return sorted(changed)


def without_keys(text: str, keys: Iterable[str]) -> str:
    """Return the JSON text without these keys, each written as a path with dots."""
    content: dict[str, Any] = json.loads(text)
    for key in keys:
        *parents, last = key.split(".")
        holder = content
        for parent in parents:
            holder = holder.get(parent, {})
        holder.pop(last, None)
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def without_mentions(text: str, page: str, deleted: Collection[str]) -> str:
    """Return the Markdown without links to deleted files.

    Pictures, rows of tables and items of lists go as a whole; elsewhere a link becomes its text.
    """

    def is_deleted(link: str) -> bool:
        target = normpath(f"{dirname(page)}/{link}" if dirname(page) else link)
        return any(target == file or target.startswith(f"{file}/") for file in deleted)

    def names_deleted(line: str) -> bool:
        return any(is_deleted(link["path"]) for link in LINK.finditer(line)) or any(
            f"`{name}{end}" in line
            for file in deleted
            for name, ends in (
                (file, "`/"),
                (file.removeprefix("backend/"), "`/"),
                # Modules, as `links/feeds.py`; the name of an app alone may be that of a page.
                (file.removeprefix("backend/apps/"), "/"),
            )
            for end in ends
        )

    text = PICTURE.sub(lambda picture: "" if is_deleted(picture[1]) else picture[0], text)
    parts = ITEM.split(text)
    kept = "".join(part for part in parts if not (ITEM.match(part) and names_deleted(part)))
    return LINK.sub(lambda link: link["text"] if is_deleted(link["path"]) else link[0], kept)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _tracked(root: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    return [file for file in listed.split("\0") if file]
