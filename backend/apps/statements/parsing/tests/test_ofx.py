"""OFX and QFX files of both versions are read without questions."""

from decimal import Decimal

import pytest

from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.row_results import RejectedRow, Row
from apps.statements.parsing.tests.ofx_fixtures import HEADER_1, bank, card, coffee, make_ofx
from apps.statements.parsing.tests.parsing_fixtures import (
    open_content,
    parse_results,
    parse_valid_rows,
    question_codes,
)
from apps.statements.parsing.user_answers import Answers

VERSIONS = pytest.mark.parametrize("version", [1, 2])


@VERSIONS
def test_transactions_of_several_accounts(version: int) -> None:
    content = make_ofx(
        card(coffee(), coffee(NAME="REFUND", TRNTYPE="CREDIT", TRNAMT="3.50", FITID="2026-2")),
        bank(coffee(NAME="KAFFEE", TRNAMT="-7,5", DTPOSTED="20260119"), currency="EUR"),
        version=version,
    )
    rows = parse_valid_rows(content)
    assert [(row.date.isoformat(), row.description, str(row.amount)) for row in rows] == [
        ("2026-01-18", "COFFEE", "4.75"),
        ("2026-01-18", "REFUND", "-3.50"),
        ("2026-01-19", "KAFFEE", "7.5"),
    ]
    assert [(row.currency, row.card) for row in rows] == [
        ("USD", "4111000000001234"),
        ("USD", "4111000000001234"),
        ("EUR", "000987654321"),
    ]


def test_line_is_that_of_the_transaction() -> None:
    content = make_ofx(card(coffee(), coffee(TRNAMT="x")))
    lines = content.splitlines()
    expected = [number for number, line in enumerate(lines, start=1) if line == "<STMTTRN>"]
    assert [result.line for result in parse_results(content)] == expected
    assert [result.line for result in parse_results(content.replace("\n", "\r\n"))] == expected


def test_transactions_on_one_line_are_numbered() -> None:
    content = make_ofx(card(*[coffee(FITID=str(number)) for number in range(30)]), separator="")
    assert [result.line for result in parse_results(content)] == list(range(1, 31))


@VERSIONS
def test_invalid_transaction_is_rejected_with_its_cells(version: int) -> None:
    content = make_ofx(
        card(
            coffee(DTPOSTED="yesterday"),
            coffee(DTPOSTED=None),
            coffee(TRNAMT="1.2.3"),
            coffee(DTPOSTED="17000101"),
        ),
        version=version,
    )
    results = [result for result in parse_results(content) if isinstance(result, RejectedRow)]
    assert [(result.code, result.details["cell"]) for result in results] == [
        ("bad_date", "yesterday"),
        ("bad_date", ""),
        ("bad_amount", "1.2.3"),
        ("date_out_of_range", "1700-01-01"),
    ]
    cells = ["yesterday", "-4.75", "COFFEE", "DEBIT", "USD", "4111000000001234", "2026-1"]
    assert results[0].cells == cells


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"MEMO": "LARGE"}, "COFFEE LARGE"),
        ({"MEMO": "COFFEE HOUSE VIENNA"}, "COFFEE HOUSE VIENNA"),
        ({"MEMO": "coffee"}, "coffee"),
        ({"NAME": None, "MEMO": "TEA"}, "TEA"),
        ({"NAME": None, "PAYEE": {"NAME": "BAKERY", "CITY": "VIENNA"}}, "BAKERY"),
        ({"NAME": "AT&T <b> &#233; &unknown;"}, "AT&T <b> é &unknown;"),
        ({"NAME": None}, ""),
    ],
)
@VERSIONS
def test_description(version: int, fields: dict[str, object], description: str) -> None:
    content = make_ofx(card(coffee(**fields)), version=version).replace("&amp;#", "&#")
    assert [row.description for row in parse_valid_rows(content)] == [description]


def test_sections_of_characters() -> None:
    name = "<NAME><![CDATA[A <b> & ]] B]]></NAME><!-- <NAME>hidden</NAME> -->"
    content = make_ofx(card(coffee()), version=2).replace("<NAME>COFFEE</NAME>", name)
    assert parse_valid_rows(content)[0].description == "A <b> & ]] B"


@pytest.mark.parametrize(
    ("statement", "kind", "amount", "expected"),
    [
        (card, "PAYMENT", "50", "payment"),
        (bank, "PAYMENT", "-50", "purchase"),
        (card, "FEE", "-5", "fee"),
        (bank, "SRVCHG", "-5", "fee"),
        (card, "DEBIT", "-5", "purchase"),
        (card, "CREDIT", "5", "refund"),
    ],
)
def test_kind(statement: object, kind: str, amount: str, expected: str) -> None:
    assert callable(statement)
    content = make_ofx(statement(coffee(TRNTYPE=kind, TRNAMT=amount)))
    assert [row.kind for row in parse_valid_rows(content)] == [expected]


def test_accounts_and_currencies_within_a_transaction() -> None:
    content = make_ofx(
        bank(
            coffee(BANKACCTTO={"BANKID": "9", "ACCTID": "555"}),
            coffee(CURRENCY={"CURRATE": "1.1", "CURSYM": "CHF"}),
            coffee(ORIGCURRENCY={"CURRATE": "1.1", "CURSYM": "JPY"}),
        )
    )
    rows = parse_valid_rows(content)
    assert [(row.card, row.currency) for row in rows] == [
        ("000987654321", "USD"),
        ("000987654321", "CHF"),
        ("000987654321", "USD"),
    ]


def test_bank_ids_are_those_of_an_account_and_do_not_tell_it() -> None:
    rows = parse_valid_rows(
        make_ofx(card(coffee(), coffee(FITID="2"), coffee(FITID=None)), bank(coffee()))
    )
    first, second, missing, other = (row.bank_id for row in rows)
    assert first.endswith("2026-1")
    assert first[:16] == second[:16] != other[:16]
    assert missing == ""
    assert "1234" not in first[:16].replace("2026", "")


@pytest.mark.parametrize(
    ("declared", "charset", "encoding"),
    [
        ("USASCII", "1252", "cp1252"),
        ("USASCII", "ISO-8859-15", "iso8859-15"),
        ("USASCII", "NONE", "cp1252"),
        ("UTF-8", "NONE", "utf-8"),
        ("USASCII", "1252", "utf-8"),
        ("UTF-8", "CSUNICODE", "utf-8-sig"),
        ("UNICODE", "NONE", "utf-16"),
    ],
)
def test_encoding(declared: str, charset: str, encoding: str) -> None:
    content = make_ofx(card(coffee(NAME="CAFÉ 5 €")), encoding=declared, charset=charset)
    table = open_content(content.encode(encoding))
    assert [row.description for row in table.parse_rows() if isinstance(row, Row)] == ["CAFÉ 5 €"]
    noted = [] if encoding.startswith("utf") else [("encoding", {"encoding": encoding})]
    assert [(note.code, note.details) for note in table.notes] == noted


def test_missing_currency_is_noted() -> None:
    content = make_ofx(card(coffee(), currency=""))
    table = open_content(content)
    assert [row.currency for row in table.parse_rows() if isinstance(row, Row)] == ["USD"]
    assert [note.code for note in table.notes] == ["currency_assumed"]


def test_answers_replace_sign_and_currency() -> None:
    answers = Answers(charge_sign="positive", currency="EUR")
    (row,) = parse_valid_rows(make_ofx(card(coffee())), answers=answers)
    assert (row.amount, row.currency) == (Decimal("-4.75"), "EUR")


def test_answers_are_remembered_for_the_account() -> None:
    known: dict[str, Answers] = {}
    mine = make_ofx(card(coffee()))
    known[open_content(mine).signature] = Answers(name="Gold")
    assert open_content(mine, remembered=known.get).mapping.name == "Gold"
    other = make_ofx(card(coffee(), account="42"))
    assert open_content(other, remembered=known.get).mapping.name == ""


def test_format_of_a_csv_does_not_match() -> None:
    with pytest.raises(UnreadableFileError, match="format_mismatch"):
        open_content(make_ofx(card(coffee())), answers=Answers(format="chase_credit"))


@VERSIONS
def test_file_without_transactions(version: int) -> None:
    with pytest.raises(UnreadableFileError, match="no_transactions"):
        parse_results(make_ofx(card(), version=version))


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.999])
@VERSIONS
def test_truncated_file_is_incomplete(version: int, share: float) -> None:
    content = make_ofx(card(*[coffee()] * 50), version=version)
    with pytest.raises(UnreadableFileError, match="ofx_incomplete") as error:
        parse_results(content[: int(len(content) * share)])
    assert int(error.value.details["line"]) > 1


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(20))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"<!DOCTYPE OFX [{LAUGHS}]><OFX>&l19;</OFX>", "ofx_declaration"),
        ('<OFX><!ENTITY x SYSTEM "file:///etc/passwd">&x;</OFX>', "ofx_declaration"),
        ("<OFX>" + "<A>" * 350_000, "ofx_incomplete"),
        ("<OFX>" + "<STMTTRN>" * 120_000, "ofx_incomplete"),
        ("<OFX>" + "<" * 1_000_000, "ofx_incomplete"),
        ("<OFX>" + "<![CDATA[" * 120_000, "ofx_incomplete"),
        ("<OFX><!--" + "<A>" * 350_000, "ofx_incomplete"),
        ("<OFX><NAME>" + "&" * 60_000 + "</OFX>", "no_transactions"),
        ("<OFX>" + "x" * 1_000_000, "line_too_long"),
        ("<OFX><" + "x" * 1_000_000, "line_too_long"),
        ("<OFX>\0</OFX>", "binary"),
        ("<OFX>" + "<A>" * 100_000 + "</A>" * 100_000 + "</OFX>", "no_transactions"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
@pytest.mark.parametrize("header", [HEADER_1, '<?xml version="1.0"?>\n<?OFX VERSION="200"?>\n'])
def test_hostile_file_is_rejected(header: str, body: str, code: str) -> None:
    # A megabyte each: in more than linear time this would not end.
    with pytest.raises(UnreadableFileError, match=code):
        parse_results(header + body)


def test_value_is_truncated_with_note() -> None:
    content = make_ofx(card(coffee(NAME="x" * 60_000)))
    table = open_content(content)
    assert [len(row.description) for row in table.parse_rows() if isinstance(row, Row)] == [500]
    assert [note.code for note in table.notes] == ["cell_cut"]


def test_ofx_asks_nothing() -> None:
    assert question_codes(make_ofx(card(coffee(DTPOSTED="20260102")))) == []
