import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest

from apps.statements.imports import give_up, import_statement
from apps.statements.models import Statement, Transaction
from apps.statements.tests.factories import HEADER, make_statement

FILES = Path(__file__).parents[1] / "reading" / "tests"
SAMPLES = FILES / "samples"
BAD = FILES / "bad"
MANIFEST: list[dict[str, Any]] = json.loads((BAD / "manifest.json").read_text())["files"]
ANSWERED_OTHERWISE = {
    # The manifest accepts both.
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
def test_a_sample_of_each_bank_gives_exactly_its_transactions(sample: Path) -> None:
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
def test_a_damaged_file_is_answered_by_line_and_reason(case: dict[str, Any]) -> None:
    statement = imported(content_of(case))

    outcome = {"reject": "rejected", "needs_choice": "needs_choice"}.get(
        case["outcome"], "imported"
    )
    status, code = ANSWERED_OTHERWISE.get(case["file"], (outcome, case["code"]))
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
    if case["code"] == "line_too_long":  # two megabytes that say nothing
        return f"{HEADER}01/13/2026,01/13/2026,{'A' * 2 * 1024 * 1024}".encode()
    content: bytes = (BAD / case["file"]).read_bytes()
    return content


def test_text_that_is_not_utf8_is_read_as_windows_1252() -> None:
    statement = imported((BAD / "latin1_bytes.csv").read_bytes())
    assert statement.transactions.filter(description__contains="CAFÉ ÉTOILE").exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize(
    ("cell", "code"), [("COF\0FEE", "binary"), ("x" * 70_000, "line_too_long")]
)
def test_a_byte_order_mark_switches_no_check_off(encoding: str, cell: str, code: str) -> None:
    text = f"{HEADER}01/18/2026,,{cell},,Sale,-4.75,\n"
    assert imported(text.encode(encoding)).problem_code == code


def test_a_row_of_very_many_lines_is_an_open_quote() -> None:
    cells = '"\n",' * 5_000
    assert imported(f"{HEADER}{cells}\n".encode()).problem_code == "unclosed_quote"


def test_a_file_cut_inside_a_character_is_still_read() -> None:
    row = "01/18/2026,,COFFEE,,Sale,-4.75,caf\u00e9".encode()[:-1]
    statement = imported(HEADER.encode() + row)
    assert (statement.rows_imported, statement.rows_refused) == (1, 0)


def test_a_zero_is_never_negative() -> None:
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
        (b"%PDF-1.7\n", "pdf", "CSV"),
        (b" \n\n", "empty_file", "empty"),
    ],
)
def test_what_is_no_statement_is_refused_with_what_it_is(
    content: bytes, code: str, words: str
) -> None:
    statement = imported(content)

    assert statement.status == Statement.Status.REJECTED
    assert statement.problem is not None
    assert statement.problem["code"] == code
    assert words in statement.problem["message"]
    assert not statement.transactions.exists()


def test_an_error_late_in_the_file_leaves_nothing_behind() -> None:
    rows = "01/18/2026,,COFFEE,,Sale,-4.75,\nnonsense,,X,,Sale,-1,\n" * 3_000
    statement = imported(f'{HEADER}{rows}01/18/2026,,"OPEN,,Sale,-4.75,\n'.encode())

    assert statement.problem is not None
    assert statement.problem["message"] == "A quote that opens on line 6002 never closes."
    assert statement.rows_imported == statement.rows_refused == 0
    assert not statement.transactions.exists()
    assert not statement.refused_rows.exists()


def test_rows_without_two_filled_cells_are_skipped_and_counted() -> None:
    rows = "01/18/2026,,COFFEE,,Sale,-4.75,\n\n,,,,,,\nTotal,,,,,,\n"
    statement = imported((HEADER + rows).encode())
    assert (statement.rows_imported, statement.rows_skipped, statement.rows_refused) == (1, 2, 0)


def test_a_line_feed_inside_quotes_counts_as_a_line() -> None:
    rows = '01/18/2026,,"TWO\nLINES",,Sale,-4.75,\nnonsense,,X,,Sale,-1.00,\n'
    statement = imported((HEADER + rows).encode())
    assert statement.transactions.get().description == "TWO LINES"
    assert statement.refused_rows.get().line == 4


@pytest.mark.parametrize("amount", ["", "NaN", "1e3.5", "4.755", "Infinity", "9" * 13, "--1"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    statement = imported(f"{HEADER}01/18/2026,,X,,Sale,{amount},\n".encode())
    assert statement.refused_rows.get().code == "bad_amount"


def test_an_unknown_kind_is_told_by_its_sign() -> None:
    rows = "01/18/2026,,X,,Adjustment,-1.00,\n01/18/2026,,Y,,Adjustment,1.00,\n"
    statement = imported((HEADER + rows).encode())
    kinds = dict(statement.transactions.values_list("description", "kind"))
    assert kinds == {"X": "purchase", "Y": "refund"}


def test_a_second_run_changes_nothing() -> None:
    statement = imported((SAMPLES / "chase_credit.csv").read_bytes())
    first = set(Transaction.objects.values_list("pk", flat=True))

    import_statement(statement_id=statement.pk)

    assert set(Transaction.objects.values_list("pk", flat=True)) == first


def test_an_import_that_was_killed_half_way_starts_over() -> None:
    statement = make_statement()
    with (
        patch("apps.statements.imports.lock_duplicates", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        import_statement(statement_id=statement.pk)
    assert not Transaction.objects.exists()

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert (statement.status, statement.rows_imported) == ("imported", 1)


def test_a_statement_that_was_deleted_meanwhile_is_no_error() -> None:
    import_statement(statement_id=uuid4())
    give_up(statement_id=uuid4())
    assert not Statement.objects.exists()


def test_a_file_that_is_gone_is_said() -> None:
    statement = make_statement()
    statement.file.storage.delete(str(statement.file.name))

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert statement.problem_code == "file_missing"


def test_giving_up_closes_a_statement_but_not_one_that_has_ended() -> None:
    waiting = make_statement()
    done = imported((SAMPLES / "chase_credit.csv").read_bytes())

    for statement in (waiting, done):
        give_up(statement_id=statement.pk)
        statement.refresh_from_db()

    assert (waiting.status, waiting.problem_code) == ("rejected", "failed")
    assert done.status == "imported"
    assert str(done) == "january.csv"


def test_a_row_reads_well_in_the_admin() -> None:
    statement = imported(f"{HEADER}01/18/2026,,X,,Sale,-1.50,\nnonsense,,X,,Sale,-1,\n".encode())
    assert str(statement.transactions.get()) == "2026-01-18 X 1.50 USD"
    assert str(statement.refused_rows.get()).startswith("line 3: “nonsense”")
    assert statement.transactions.get().amount == Decimal("1.50")


def test_an_empty_cell_is_said_to_be_missing() -> None:
    statement = imported(f"{HEADER},,X,,Sale,-1.00,\n01/18/2026,,X,,Sale,,\n".encode())
    messages = [row.message for row in statement.refused_rows.all()]
    assert messages == ["The date is missing.", "The amount is missing."]
