"""OFX files of our own making."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

HEADER_1 = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:{encoding}\n"
    "CHARSET:{charset}\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
)
HEADER_2 = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
)
SIGN_ON = {
    "STATUS": {"CODE": "0", "SEVERITY": "INFO"},
    "DTSERVER": "20260201120000",
    "LANGUAGE": "ENG",
    "FI": {"ORG": "Example Bank", "FID": "1"},
}
COFFEE = {
    "TRNTYPE": "DEBIT",
    "DTPOSTED": "20260118120000.000[-5:EST]",
    "TRNAMT": "-4.75",
    "FITID": "2026-1",
    "NAME": "COFFEE",
}

Elements = dict[str, Any]


def coffee(**changes: Any) -> Elements:
    """Return a purchase; None leaves an element out."""
    return {name: value for name, value in {**COFFEE, **changes}.items() if value is not None}


def card(*transactions: Elements, account: str = "4111000000001234", **more: Any) -> Elements:
    return {"CCSTMTRS": _statement(transactions, {"CCACCTFROM": {"ACCTID": account}}, more)}


def bank(*transactions: Elements, account: str = "000987654321", **more: Any) -> Elements:
    source = {"BANKACCTFROM": {"BANKID": "1", "ACCTID": account, "ACCTTYPE": "CHECKING"}}
    return {"STMTRS": _statement(transactions, source, more)}


def _statement(transactions: Sequence[Elements], source: Elements, more: Elements) -> Elements:
    return {
        "CURDEF": more.get("currency", "USD"),
        **source,
        "BANKTRANLIST": {
            "DTSTART": "20260101",
            "DTEND": "20260201",
            "STMTTRN": list(transactions),
        },
        "LEDGERBAL": {"BALAMT": "100.00", "DTASOF": "20260201"},
    }


def make_ofx(
    *statements: Elements,
    version: int = 1,
    encoding: str = "USASCII",
    charset: str = "1252",
    separator: str = "\n",
) -> str:
    """Return a file: of version 1 without the end tags of values, of version 2 in XML."""
    body = {"SIGNONMSGSRSV1": {"SONRS": SIGN_ON}, "MSGSRSV1": list(statements)}
    header = HEADER_1.format(encoding=encoding, charset=charset) if version == 1 else HEADER_2
    return header + "".join(
        f"{line}{separator}" for line in _lines({"OFX": body}, closed=version == 2)
    )


def _lines(elements: Elements, *, closed: bool) -> list[str]:
    lines: list[str] = []
    for name, value in elements.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                lines += [f"<{name}>", *_lines(each, closed=closed), f"</{name}>"]
            else:
                lines.append(f"<{name}>{escape(each)}" + (f"</{name}>" if closed else ""))
    return lines
