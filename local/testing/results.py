"""Results of the parts, each with the commit that it tested: what `make release` requires."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from local.testing.running import Run

NAME = "results.json"


def checked_out_commit(repository: Path) -> str:
    """Return the commit that is checked out; an empty string if any file differs from it."""
    changed = _git(repository, "status", "--porcelain")
    return "" if changed else _git(repository, "rev-parse", "HEAD")


def record_results(folder: Path, runs: Iterable[Run], *, commit: str) -> None:
    results = _read(folder) | {run.part: [commit, run.succeeded] for run in runs}
    (folder / NAME).write_text(json.dumps(results, indent=1))


def missing_results(folder: Path, parts: Iterable[str], *, commit: str) -> Iterator[str]:
    """Yield why the commit is not known to be good: parts that failed or have not run on it."""
    results = _read(folder)
    for part in parts:
        tested, succeeded = results.get(part, ["", False])
        if tested != commit:
            yield f"{part} has not run on this commit"
        elif not succeeded:
            yield f"{part} failed on this commit"


def _read(folder: Path) -> dict[str, list[object]]:
    try:
        results: dict[str, list[object]] = json.loads((folder / NAME).read_text())
    except FileNotFoundError:
        return {}
    return results


def _git(repository: Path, *arguments: str) -> str:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
