"""The type of a file is that of its content, whatever its name."""

import pytest

from apps.statements.parsing.tests.parsing_fixtures import open_content, question_codes

HEADER = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
QIF = "!Type:Bank\nD01/18/2026\nT-4.75\nPCOFFEE\n^\n"
CAMT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></Document>'
)
MT940 = (
    ":20:START\n:25:12345678/0000123456\n:28C:1/1\n:60F:C260101EUR100,00\n"
    ":61:2601180118D4,75NMSCNONREF\n:86:COFFEE\n:62F:C260118EUR95,25\n-\n"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (QIF.encode(), "qif"),
        (QIF.replace("\n", "\r\n").encode("utf-16"), "qif"),
        (QIF.replace("Type", "Account").encode("utf-8-sig"), "qif"),
        (CAMT.encode(), "camt"),
        (CAMT.encode("utf-16"), "camt"),
        (b"<ns2:Document xmlns='urn:x'><ns2:BkToCstmrAcctRpt>", "camt"),
        (MT940.encode(), "mt940"),
        (f"{{1:F01BANKDEFFXXXX}}{{4:\r\n{MT940}".encode(), "mt940"),
        (b"%PDF-1.7\n", "pdf"),
    ],
)
def test_other_type_is_named(content: bytes, code: str) -> None:
    assert question_codes(content) == [code]


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"7z\xbc\xaf", b"BZh91"])
def test_archive(content: bytes) -> None:
    assert question_codes(content) == ["archive"]


@pytest.mark.parametrize("text", ["<OFX>", "!Type:Bank", ":25:1", "camt.053", "PK\x03\x04"])
def test_words_of_other_types_in_a_csv(text: str) -> None:
    content = f"{HEADER}01/18/2026,,{text},,Sale,-4.75,\n"
    assert open_content(content).mapping.id == "chase_credit"
