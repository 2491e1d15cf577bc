"""Program that writes the sheets of an Excel file as text; workbooks.py runs it.

It is a process of its own, as the library holds a whole sheet in memory, with room for every cell
up to the last one: a small hostile file could take all memory of a worker. The limits below end
this process, and nothing else. It imports nothing of ours, to start in a few milliseconds.
"""

import errno
import json
import resource
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

CELL_SEPARATOR = "\x1f"
# The largest file that the upload limit allows would take twice as much; a worker has 1 GiB.
MAX_MEMORY_BYTES = 512 * 1024 * 1024
# A cell of a bank's export takes about 90 bytes of it, and as many of XML.
MAX_CELLS = 4_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_CPU_SECONDS = 120
# Of all sheets: a text that many cells share is written for each.
MAX_TEXT_BYTES = 200_000_000
# A workbook of a bank has about 15 entries, one with hundreds of pictures still fewer than this.
MAX_ENTRIES = 2_000
# A year has twelve.
MAX_SHEETS = 20
# Longer cells are shortened by the reader of the text, which notes it.
MAX_CELL_LENGTH = 1_000
# Excel computes with as many.
SIGNIFICANT_DIGITS = 15
# Name of the stream of a protected workbook, whose container is that of the older formats.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SPACES = str.maketrans(dict.fromkeys("\0\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))


def limit_process() -> None:
    limits = {
        resource.RLIMIT_AS: MAX_MEMORY_BYTES,
        resource.RLIMIT_CPU: MAX_CPU_SECONDS,
        resource.RLIMIT_FSIZE: MAX_TEXT_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        # macOS does not limit the memory of a process.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def check_archive(path: Path) -> None:
    """Exit with an error if the ZIP is no workbook, or its directory announces too much."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if not any(entry.filename.lstrip("/") == "xl/workbook.xml" for entry in entries):
        fail("archive")
    if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_UNPACKED_BYTES:
        fail("workbook_too_large")


def write_sheets(path: Path, folder: Path) -> list[str]:
    """Write each visible sheet that is not empty to `folder`/0, /1, …; return their names."""
    names: list[str] = []
    cells = size = 0
    # Read from the file: of an open one, the library would hold a copy.
    with load_workbook(path) as workbook:
        for metadata in workbook.sheets_metadata:
            if (
                metadata.visible != SheetVisibleEnum.Visible
                or metadata.typ != SheetTypeEnum.WorkSheet
            ):
                continue
            sheet = workbook.get_sheet_by_name(metadata.name)
            cells += sheet.height * sheet.width
            if cells > MAX_CELLS:
                fail("workbook_too_large")
            text = folder / str(len(names))
            if sheet.start is None or not _write_sheet(sheet, text):
                continue
            names.append(metadata.name)
            size += text.stat().st_size
            if size > MAX_TEXT_BYTES:
                fail("workbook_too_large")
            if len(names) == MAX_SHEETS:
                break
    return names


def _write_sheet(sheet: CalamineSheet, path: Path) -> bool:
    """Write a line for each row of the sheet, without empty columns at its edges.

    Return False if the sheet is empty.
    """
    used = {column for row in sheet.iter_rows() for column, value in enumerate(row) if value != ""}
    if not used:
        return False
    columns = slice(min(used), max(used) + 1)
    with path.open("w", encoding="utf-8", newline="\n") as text:
        for row in sheet.iter_rows():
            text.write(CELL_SEPARATOR.join(map(cell_text, row[columns])) + "\n")
    return True


def cell_text(value: object) -> str:
    """Return the value as a CSV would have it: ISO dates, decimal points."""
    match value:
        case str():
            return value[:MAX_CELL_LENGTH].translate(SPACES)
        case bool():
            return str(value).upper()
        case int() | float():
            return number_text(value)
        case datetime():
            day = value.date().isoformat()
            return day if value.time() == time() else f"{day} {value.time():%H:%M:%S}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M:%S}"
        case timedelta():
            return str(value)
        case _:
            return ""


def number_text(number: float) -> str:
    """Return the number with a decimal point that no one takes for a separator of thousands.

    `4.5` becomes 4.50, and `1.234`, of which a text would say nothing, 01.234.
    """
    # Without the last binary digits, as Excel shows it: 0.1 + 0.2 is 0.3.
    text = format(Decimal(f"{number:.{SIGNIFICANT_DIGITS}g}"), "f")
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return "0" if whole == "-0" else whole
    if len(decimals) == 3:
        sign = "-" if whole.startswith("-") else ""
        return f"{sign}0{whole.removeprefix('-')}.{decimals}"
    return f"{whole}.{decimals:0<2}"


def fail(code: str) -> NoReturn:
    sys.stdout.write(json.dumps({"code": code}))
    sys.exit()


def main(path: Path, folder: Path) -> None:
    """Write the sheets of `path` to `folder`; print their names or the code of an error."""
    limit_process()
    try:
        with path.open("rb") as file:
            is_zip = file.read(2) == b"PK"
        if is_zip:
            check_archive(path)
        elif ENCRYPTED in path.read_bytes():
            fail("workbook_protected")
        names = write_sheets(path, folder)
    except MemoryError:
        fail("workbook_too_large")
    except PasswordError:
        fail("workbook_protected")
    except (CalamineError, zipfile.BadZipFile, NotImplementedError):
        fail("workbook_damaged")
    except OSError as error:
        fail("workbook_too_large" if error.errno == errno.EFBIG else "workbook_damaged")
    sys.stdout.write(json.dumps({"sheets": names}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
