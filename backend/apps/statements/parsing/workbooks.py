"""Sheets of Excel files as text, converted by a process of its own."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from apps.statements.parsing.encoding import UnreadableFileError

READER = Path(__file__).with_name("workbook_reader.py")
# Its limit is in seconds of the processor, of which a worker may have a quarter.
MAX_SECONDS = 600
# Ended by the limit of memory or time: the allocator aborts.
LIMIT_SIGNALS = (-6, -9, -24, -25)


@dataclass(frozen=True)
class Sheet:
    name: str
    file: BinaryIO
    """UTF-8 text: a line for each row, CELL_SEPARATOR between cells."""


def read_sheets(file: BinaryIO) -> list[Sheet]:
    """Return the visible sheets that are not empty. Raise UnreadableFileError if there is none.

    The sheets are temporary files that vanish when they are closed.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        result = _run_reader(path, Path(folder))
        if code := result.get("code"):
            raise UnreadableFileError(code)
        names: list[str] = result["sheets"]
        if not names:
            raise UnreadableFileError("empty_file")
        return [
            Sheet(name, (Path(folder) / str(number)).open("rb"))
            for number, name in enumerate(names)
        ]


def _run_reader(path: Path, folder: Path) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), str(path), str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError("workbook_too_large") from error
    if done.returncode in LIMIT_SIGNALS:
        return {"code": "workbook_too_large"}
    if done.returncode:
        return {"code": "workbook_damaged"}
    result: dict[str, Any] = json.loads(done.stdout)
    return result
