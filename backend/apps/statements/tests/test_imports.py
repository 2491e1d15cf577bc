import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest

from apps.statements.importing.imports import close_import, import_statement
from apps.statements.models import Statement, Transaction
from apps.statements.tests.factories import HEADER, make_statement

FILES = Path(__file__).parents[1] / "parsing" / "tests"
SAMPLES = FILES / "samples"
BAD = FILES / "bad"
MANIFEST: list[dict[str, Any]] = json.loads((BAD / "manifest.json").read_text())["files"]
# The manifest accepts these results, too.
OTHER_RESULTS = {
    "duplicate_amount_column.csv": ("needs_choice", "duplicate_column"),
    "decimal_comma_unquoted.csv": ("rejected", "column_count"),
}

pytestmark = pytest.mark.django_db


def imported(content: bytes) -> Statement:
    statement = make_statement(content=content)
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    return statement


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_import_each_bank_sample(sample: Path) -> None:
    expected = json.loads(sample.with_suffix(".json").read_text())

    statement = imported(sample.read_bytes())

    assert (statement.status, statement.problem) == (Statement.Status.IMPORTED, None)
    assert (statement.format, statement.rows_refused) == (sample.stem, 0)
    assert statement.rows_imported == expected["count"]
    assert statement.finished_at is not None
    got = [
        (row.date.isoformat(), row.description, row.amount, row.kind, row.currency)
        for row in statement.transactions.order_by("line")
    ]
    assert got == [
        (
            row["date"],
            row["description"],
            Decimal(row["amount"]),
            row["kind"],
            row.get("currency", expected["currency"]),
        )
        for row in expected["transactions"]
    ]


@pytest.mark.parametrize("case", MANIFEST, ids=lambda case: case["file"])
def test_import_damaged_file_reports_lines_and_codes(case: dict[str, Any]) -> None:
    statement = imported(content_of(case))

    outcome = {"reject": "rejected", "needs_choice": "needs_choice"}.get(
        case["outcome"], "imported"
    )
    status, code = OTHER_RESULTS.get(case["file"], (outcome, case["code"]))
    assert statement.status == status
    if status == "imported":
        errors = [{"line": row.line, "code": row.code} for row in statement.refused_rows.all()]
        assert errors == case["row_errors"]
        assert statement.rows_refused == len(errors)
    else:
        assert statement.problem is not None
        assert statement.problem["code"] == code
        assert len(statement.problem["message"]) > 15
    assert statement.rows_imported == statement.transactions.count() == case["rows_ok"]


def content_of(case: dict[str, Any]) -> bytes:
    if case["code"] == "line_too_long":  # two megabytes of filler
        return f"{HEADER}01/13/2026,01/13/2026,{'A' * 2 * 1024 * 1024}".encode()
    content: bytes = (BAD / case["file"]).read_bytes()
    return content


def test_import_falls_back_to_windows_1252() -> None:
    statement = imported((BAD / "latin1_bytes.csv").read_bytes())
    assert statement.transactions.filter(description__contains="CAFÉ ÉTOILE").exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize(
    ("cell", "code"), [("COF\0FEE", "binary"), ("x" * 70_000, "line_too_long")]
)
def test_byte_order_mark_does_not_disable_checks(encoding: str, cell: str, code: str) -> None:
    text = f"{HEADER}01/18/2026,,{cell},,Sale,-4.75,\n"
    assert imported(text.encode(encoding)).problem_code == code


def notes(statement: Statement) -> list[str]:
    return [note["message"] for note in statement.note_messages]


def test_long_description_is_truncated_with_note() -> None:
    statement = imported((BAD / "long_description.csv").read_bytes())
    assert (statement.rows_imported, statement.rows_refused) == (12, 0)
    lengths = [len(row.description) for row in statement.transactions.all()]
    assert max(lengths) == 500
    assert notes(statement) == [
        "Cells longer than 500 characters were shortened, the first on line 8."
    ]


def test_cells_are_truncated_on_any_line() -> None:
    """Truncation also applies to quoted cells over several lines, and to rejected rows."""
    lines = "short\n" * 90
    statement = imported(
        (
            f"{HEADER}01/18/2026,,COFFEE,,Sale,-4.75,\n"
            f'01/18/2026,,"{lines}",,Sale,-4.75,\n'
            f"nonsense,,{'x' * 600},,Sale,-1.00,\n"
        ).encode()
    )
    assert max(len(row.description) for row in statement.transactions.all()) <= 500
    assert max(map(len, statement.refused_rows.get().cells)) == 500
    assert "on line 3." in notes(statement)[0]


def test_rejected_row_stores_limited_cells() -> None:
    statement = imported(f"{HEADER}nonsense{',x' * 5_000}\n".encode())
    rejected = statement.refused_rows.get()
    assert (len(rejected.cells), rejected.details["cells"]) == (100, 5_001)


def test_row_with_too_many_lines_is_unclosed_quote() -> None:
    cells = '"\n",' * 5_000
    assert imported(f"{HEADER}{cells}\n".encode()).problem_code == "unclosed_quote"


def test_file_truncated_inside_character_is_imported() -> None:
    row = "01/18/2026,,COFFEE,,Sale,-4.75,caf\u00e9".encode()[:-1]
    statement = imported(HEADER.encode() + row)
    assert (statement.rows_imported, statement.rows_refused) == (1, 0)


def test_zero_amount_is_never_negative() -> None:
    statement = imported((BAD / "zero_amounts.csv").read_bytes())
    zeros = statement.transactions.filter(amount=0)
    assert [str(row.amount) for row in zeros] == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"Dear reader,\nnothing here\n", "unknown_format", "list of transactions"),
        (HEADER.encode(), "no_rows", "no rows"),
        (HEADER.encode() + b"x" * 70_000, "line_too_long", "Line 2"),
        (HEADER.encode() + b'01/18/2026,,"A"B,,Sale,-1.00,\n', "bad_quote", "Line 2"),
        (b"%PDF-1.7\n", "pdf", "CSV, Excel or OFX"),
        (b"!Type:Bank\n", "qif", "CSV, Excel or OFX"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>", "camt", "or OFX"),
        (b":20:1\n:25:1/2\n:60F:C260101EUR1,00\n", "mt940", "CSV, Excel or OFX"),
        (b"PK\x03\x04", "workbook_damaged", "damaged"),
        (b"<OFX><STMTTRN>\n", "ofx_incomplete", "ends on line 1"),
        (b"<OFX></OFX>", "no_transactions", "no transactions"),
        (b" \n\n", "empty_file", "empty"),
    ],
)
def test_invalid_file_is_rejected_with_message(content: bytes, code: str, words: str) -> None:
    statement = imported(content)

    assert statement.status == Statement.Status.REJECTED
    assert statement.problem is not None
    assert statement.problem["code"] == code
    assert words in statement.problem["message"]
    assert not statement.transactions.exists()


def test_late_error_imports_nothing() -> None:
    rows = "01/18/2026,,COFFEE,,Sale,-4.75,\nnonsense,,X,,Sale,-1,\n" * 3_000
    statement = imported(f'{HEADER}{rows}01/18/2026,,"OPEN,,Sale,-4.75,\n'.encode())

    assert statement.problem is not None
    assert statement.problem["message"] == "The quote opened on line 6002 is never closed."
    assert statement.rows_imported == statement.rows_refused == 0
    assert not statement.transactions.exists()
    assert not statement.refused_rows.exists()


def test_rows_with_fewer_than_two_cells_are_skipped() -> None:
    rows = "01/18/2026,,COFFEE,,Sale,-4.75,\n\n,,,,,,\nTotal,,,,,,\n"
    statement = imported((HEADER + rows).encode())
    assert (statement.rows_imported, statement.rows_skipped, statement.rows_refused) == (1, 2, 0)


def test_line_number_counts_quoted_line_feeds() -> None:
    rows = '01/18/2026,,"TWO\nLINES",,Sale,-4.75,\nnonsense,,X,,Sale,-1.00,\n'
    statement = imported((HEADER + rows).encode())
    assert statement.transactions.get().description == "TWO LINES"
    assert statement.refused_rows.get().line == 4


@pytest.mark.parametrize("amount", ["", "NaN", "1e3.5", "4.755", "Infinity", "9" * 13, "--1"])
def test_invalid_amount_is_rejected(amount: str) -> None:
    statement = imported(f"{HEADER}01/18/2026,,X,,Sale,{amount},\n".encode())
    assert statement.refused_rows.get().code == "bad_amount"


def test_unknown_kind_depends_on_sign() -> None:
    rows = "01/18/2026,,X,,Adjustment,-1.00,\n01/18/2026,,Y,,Adjustment,1.00,\n"
    statement = imported((HEADER + rows).encode())
    kinds = dict(statement.transactions.values_list("description", "kind"))
    assert kinds == {"X": "purchase", "Y": "refund"}


def test_second_import_changes_nothing() -> None:
    statement = imported((SAMPLES / "chase_credit.csv").read_bytes())
    first = set(Transaction.objects.values_list("pk", flat=True))

    import_statement(statement_id=statement.pk)

    assert set(Transaction.objects.values_list("pk", flat=True)) == first


def test_killed_import_starts_over() -> None:
    statement = make_statement()
    with (
        patch("apps.statements.importing.imports.lock_duplicates", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        import_statement(statement_id=statement.pk)
    assert not Transaction.objects.exists()

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert (statement.status, statement.rows_imported) == ("imported", 1)


def test_import_ignores_deleted_statement() -> None:
    import_statement(statement_id=uuid4())
    close_import(statement_id=uuid4(), code="failed")
    assert not Statement.objects.exists()


def test_import_reports_missing_file() -> None:
    statement = make_statement()
    statement.file.storage.delete(str(statement.file.name))

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert statement.problem_code == "file_missing"


def test_close_import_does_not_change_ended_import() -> None:
    waiting = make_statement()
    done = imported((SAMPLES / "chase_credit.csv").read_bytes())

    for statement in (waiting, done):
        close_import(statement_id=statement.pk, code="failed")
        statement.refresh_from_db()

    assert (waiting.status, waiting.problem_code) == ("rejected", "failed")
    assert done.status == "imported"
    assert str(done) == "january.csv"


def test_rows_have_readable_strings() -> None:
    statement = imported(f"{HEADER}01/18/2026,,X,,Sale,-1.50,\nnonsense,,X,,Sale,-1,\n".encode())
    assert str(statement.transactions.get()) == "2026-01-18 X 1.50 USD"
    assert str(statement.refused_rows.get()).startswith("line 3: “nonsense”")
    assert statement.transactions.get().amount == Decimal("1.50")


def test_empty_cell_has_its_own_message() -> None:
    statement = imported(f"{HEADER},,X,,Sale,-1.00,\n01/18/2026,,X,,Sale,,\n".encode())
    messages = [row.message for row in statement.refused_rows.all()]
    assert messages == ["The date is missing.", "The amount is missing."]
