"""Sheets of Excel files are tables like those of a CSV."""

import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from apps.statements.parsing.delimiters import CELL_SEPARATOR
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.formats import known_formats
from apps.statements.parsing.row_results import RejectedRow, Row
from apps.statements.parsing.tests.parsing_fixtures import (
    open_content,
    parse_amounts,
    parse_results,
    question_codes,
)
from apps.statements.parsing.tests.workbook_fixtures import (
    MAIN,
    Cell,
    make_archive,
    make_workbook,
    sheet_xml,
)
from apps.statements.parsing.user_answers import Answers
from apps.statements.parsing.workbook_reader import CELL_SEPARATOR as WRITTEN_SEPARATOR
from apps.statements.parsing.workbook_reader import MAX_CELLS, cell_text

FILES = Path(__file__).parent / "workbooks"
CHASE = ("Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo")
DAY = date(2026, 1, 18)
COFFEE: tuple[Cell, ...] = (DAY, DAY, "CAFÉ ÉTOILE", "Food & Drink", "Sale", -4.75, None)


def error_code(content: bytes) -> str:
    """Return the code of the error."""
    (code,) = question_codes(content)
    return code


def test_known_header_in_sheet() -> None:
    content = make_workbook({"Activity": [CHASE, COFFEE]})
    table = open_content(content)
    assert (table.mapping.id, table.notes) == ("chase_credit", [])
    assert parse_amounts(content) == [("2026-01-18", "CAFÉ ÉTOILE", Decimal("4.75"))]


def test_sheet_of_texts() -> None:
    row = ("01/18/2026", "", "COFFEE", "", "Sale", "-4.75", "")
    assert parse_amounts(make_workbook({"A": [CHASE, row]})) == [
        ("2026-01-18", "COFFEE", Decimal("4.75"))
    ]


def test_format_with_decimal_comma_reads_numbers_of_sheet() -> None:
    known = next(each for each in known_formats() if each.id == "dkb_credit_v2")
    row: list[Cell] = [""] * known.width
    row[known.date["column"]] = DAY
    row[known.description["columns"][0]] = "KAFFEE"
    for amount in (-4.75, "-4,75"):
        row[known.amount["column"]] = amount
        rows = parse_amounts(make_workbook({"A": [known.header, row]}))
        assert rows[0][2] == Decimal("4.75")


def test_xls() -> None:
    content = (FILES / "movements.xls").read_bytes()
    table = open_content(content)
    assert table.mapping.id == "chase_credit"
    # The other sheet is empty.
    assert table.notes == []
    assert parse_amounts(content) == [
        ("2026-01-18", "CAFÉ ÉTOILE", Decimal("4.75")),
        ("2026-01-19", "MÜLLER", Decimal(12)),
        ("2026-02-03", "REFUND", Decimal("-3.5")),
    ]


def test_first_sheet_with_table_is_read() -> None:
    sheets: dict[str, list[Sequence[Cell]]] = {
        "Cover": [["Account", "0042"], ["Balance", 100]],
        "Old": [CHASE, (DAY, DAY, "HIDDEN", "", "Sale", -1, "")],
        "Empty": [],
        "Activity": [CHASE, COFFEE],
        "More": [CHASE, (DAY, DAY, "LATER", "", "Sale", -1, "")],
    }
    content = make_workbook(sheets, hidden=["Old"])
    assert [row[1] for row in parse_amounts(content)] == ["CAFÉ ÉTOILE"]
    assert open_content(content).notes[0].details == {"name": "Activity"}


def test_lines_are_rows_of_sheet() -> None:
    """Lead rows are merged or empty, and columns at the edges are empty."""
    rows: list[list[Cell]] = [
        [None, "Account 0042"],
        [],
        [None, *CHASE, None],
        [None, *COFFEE],
        [],
        [None, "nonsense", None, "TWO\nLINES", None, "Sale", -1.5, None],
    ]
    results = parse_results(make_workbook({"A": rows}))
    assert [result.line for result in results] == [4, 6]
    assert isinstance(results[1], RejectedRow)
    assert results[1].code == "bad_date"
    assert results[1].cells == ["nonsense", "", "TWO LINES", "", "Sale", "-1.50", ""]


def test_sheet_asks_the_questions_of_a_csv() -> None:
    rows: list[Sequence[Cell]] = [
        ("Date", "Description", "Amount"),
        ("01/02/2026", "COFFEE", -4.75),
    ]
    content = make_workbook({"A": rows})
    assert question_codes(content) == ["ambiguous_date", "unknown_sign"]
    answers = Answers(date_order="month_first", charge_sign="negative")
    assert parse_amounts(content, answers=answers)[0][0] == "2026-01-02"


def test_number_of_sheet_is_never_read_as_thousands() -> None:
    rows: list[Sequence[Cell]] = [("Date", "Description", "Amount"), (DAY, "SOUK", -1.234)]
    answers = Answers(charge_sign="negative")
    found = parse_amounts(make_workbook({"A": rows}), answers=answers)
    assert [row[2] for row in found] == [Decimal("1.234")]


def test_format_without_header_does_not_match_sheet() -> None:
    content = make_workbook({"A": [CHASE, COFFEE]})
    headerless = next(each.id for each in known_formats() if not each.header)
    with pytest.raises(UnreadableFileError, match="format_mismatch"):
        open_content(content, answers=Answers(format=headerless))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-4.5, "-4.50"),
        (0.1 + 0.2, "0.30"),
        (1e20, "100000000000000000000"),
        (-0.0, "0"),
        (12.0, "12"),
        (-1.234, "-01.234"),
        (1.08345, "1.08345"),
        (True, "TRUE"),
        (DAY, "2026-01-18"),
        (datetime.fromisoformat("2026-01-18"), "2026-01-18"),
        (datetime.fromisoformat("2026-01-18T09:05"), "2026-01-18 09:05:00"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("a\0b\x1fc\r\nd", "a b c  d"),
        (None, ""),
    ],
)
def test_cell_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_cells_are_separated_as_the_reader_expects() -> None:
    assert WRITTEN_SEPARATOR == CELL_SEPARATOR


def test_values_of_each_type_reach_the_rows() -> None:
    rows: list[list[Cell]] = [
        ["Date", "Time", "Cleared", "Description", "Amount"],
        [datetime.fromisoformat("2026-01-18T09:05"), time(9, 5), True, 'A "quoted", text', -4.75],
        [datetime.fromisoformat("2026-01-19T09:05"), time(9, 5), True, "TEA", -3.5],
        ["nonsense", None, False, "X", -1],
    ]
    answers = Answers(charge_sign="negative")
    results = parse_results(make_workbook({"A": rows}), answers=answers)
    assert isinstance(results[0], Row)
    assert results[0].description == 'A "quoted", text'
    assert isinstance(results[2], RejectedRow)
    assert results[2].cells == ["nonsense", "", "FALSE", "X", "-1"]


def test_protected_workbook() -> None:
    assert error_code((FILES / "protected.xlsx").read_bytes()) == "workbook_protected"


def test_workbook_without_rows_is_empty() -> None:
    assert error_code(make_workbook({"A": []})) == "empty_file"


def test_other_archives_are_archives() -> None:
    assert error_code(make_archive({"january.csv": "Date,Amount\n"})) == "archive"
    assert error_code(make_archive({})) == "archive"


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
@pytest.mark.parametrize("name", ["xlsx", "xls"])
def test_truncated_workbook_is_damaged(name: str, share: float) -> None:
    whole = make_workbook({"A": [CHASE, *[COFFEE] * 500]})
    if name == "xls":
        whole = (FILES / "movements.xls").read_bytes()
    assert error_code(whole[: int(len(whole) * share)]) == "workbook_damaged"


@pytest.mark.parametrize("place", range(8, 5_000, 331))
def test_altered_workbook_is_read_or_rejected(place: int) -> None:
    content = bytearray((FILES / "movements.xls").read_bytes())
    content[place] ^= 0xFF
    assert set(question_codes(bytes(content))) <= {
        "workbook_damaged",
        "workbook_too_large",
        "empty_file",
        "unknown_format",
        "no_dates",
        "no_amounts",
        "ambiguous_date",
        "unknown_sign",
    }


def test_workbook_that_announces_too_much() -> None:
    bomb = BytesIO(make_workbook({"A": [CHASE, COFFEE]}))
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.png", "w") as entry,
    ):
        for _ in range(420):
            entry.write(bytes(1_000_000))
    assert error_code(bomb.getvalue()) == "workbook_too_large"


def test_workbook_with_too_many_entries() -> None:
    bomb = BytesIO(make_workbook({"A": [CHASE, COFFEE]}))
    with zipfile.ZipFile(bomb, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}.png", b"")
    assert error_code(bomb.getvalue()) == "workbook_too_large"


def test_sheet_with_more_than_its_directory_announces() -> None:
    """The directory says 1 KB, and the entry unpacks to 300 MB."""
    filler = "<row></row>" * 27_000_000
    content = bytearray(make_workbook({"A": f'<worksheet xmlns="{MAIN}">{filler}</worksheet>'}))
    size = struct.pack("<I", len(filler) + len(f'<worksheet xmlns="{MAIN}"></worksheet>'))
    assert content.count(size) == 2
    assert error_code(bytes(content.replace(size, struct.pack("<I", 1_000)))) in {
        "workbook_damaged",
        "empty_file",
    }


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ999999"])
def test_sheet_with_distant_cell_takes_no_memory(far: str) -> None:
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="{far}"><v>1</v></c></row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    assert error_code(make_workbook({"A": xml})) == "workbook_too_large"


def test_sheet_with_too_many_cells() -> None:
    rows = MAX_CELLS // 1_000
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="ALM{rows}"><v>1</v></c></row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    assert error_code(make_workbook({"A": xml})) == "workbook_too_large"


def test_text_that_many_cells_share() -> None:
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{row * 2_100}</sheetData></worksheet>'
    content = make_workbook({"A": xml}, shared_text="x" * 1_000)
    assert error_code(content) == "workbook_too_large"


def test_entities_of_sheet_are_not_expanded() -> None:
    laughs = "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">'
        for number in range(20)
    )
    xml = f"<!DOCTYPE worksheet [{laughs}]>" + sheet_xml([CHASE, COFFEE]).replace(
        "CAFÉ ÉTOILE", "&l19;"
    )
    assert error_code(make_workbook({"A": xml})) == "workbook_damaged"


def test_deeply_nested_sheet() -> None:
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>' + "<row>" * 1_000_000
    assert error_code(make_workbook({"A": xml})) in {"workbook_damaged", "empty_file"}
