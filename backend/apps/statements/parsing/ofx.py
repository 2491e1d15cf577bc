"""Transactions of OFX and QFX files as rows of a table.

Source: Open Financial Exchange specifications 1.6 and 2.3, chapter 11.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from io import SEEK_END, TextIOWrapper
from typing import BinaryIO

from apps.statements.parsing.amounts import NumberFormat, parse_amount
from apps.statements.parsing.column_mapping import ColumnMapping, SignedAmount
from apps.statements.parsing.dates import DateParser
from apps.statements.parsing.delimiters import NumberedRow
from apps.statements.parsing.encoding import CHUNK_SIZE, UnreadableFileError
from apps.statements.parsing.ofx_elements import Element, read_elements
from apps.statements.parsing.opened_table import Note, Table
from apps.statements.parsing.row_results import Remarks
from apps.statements.parsing.user_answers import Answers

COLUMNS = ("DTPOSTED", "TRNAMT", "NAME", "TRNTYPE", "CURDEF", "ACCTID", "FITID")
DATE, AMOUNT, DESCRIPTION, KIND, CURRENCY, ACCOUNT, BANK_ID = range(len(COLUMNS))
# In a statement of a card, a payment pays the card's bill.
CARD_PAYMENT = "CARDPAYMENT"
KINDS = {"FEE": "fee", "SRVCHG": "fee", CARD_PAYMENT: "payment"}
OFX_NUMBERS = NumberFormat(".", 3)
STATEMENTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
# Aggregates of a transaction that have elements with the names of others.
AGGREGATES = ("PAYEE", "CURRENCY", "ORIGCURRENCY", "BANKACCTTO", "CCACCTTO")
ENDS = ("/STMTTRN", "/BANKTRANLIST", "/OFX", *STATEMENTS)
# Banks often declare one of these and write UTF-8, which no text of them reads as by chance.
FALLBACK_ENCODING = "cp1252"
CHARSETS = {
    "1250": "cp1250",
    "1251": "cp1251",
    "1252": "cp1252",
    "8859-1": "cp1252",
    "8859-2": "iso8859-2",
    "8859-15": "iso8859-15",
}
CHARSET = re.compile(
    r"(?:CHARSET\s?[:=]|encoding=)[\"'\s]?(?:ISO-|windows-|cp-?)?([\d-]{4,7})",
    re.IGNORECASE | re.ASCII,
)
DIGITS = re.compile(r"\d{8}", re.ASCII)


def open_ofx(
    file: BinaryIO,
    answers: Answers,
    remembered: Callable[[str], Answers | None],
    fallback_currency: str,
) -> Table:
    """Open the file, in which nothing is uncertain but what the owner has answered otherwise.

    Raise UnreadableFileError if the answers are about a CSV.
    """
    source = OfxRows.open(file)
    try:
        if answers.format:
            raise UnreadableFileError("format_mismatch")
        signature = sha256(json.dumps(["ofx", source.first_account()]).encode()).hexdigest()
    except BaseException:
        source.detach()
        raise
    before = remembered(signature)
    answers = before.merged(answers) if before else answers
    table = Table(
        mapping=_mapping(answers, fallback_currency=fallback_currency),
        header=COLUMNS,
        signature=signature,
        answers=answers,
        source=source,
    )
    if not source.encoding.startswith("utf"):
        table.notes.append(Note("encoding", {"encoding": source.encoding}))
    return table


@dataclass
class _Statement:
    """Account whose transactions follow."""

    currency: str = ""
    account: str = ""
    is_card: bool = False


@dataclass(frozen=True, kw_only=True)
class OfxRows:
    """Rows of an OFX file, with the cells that COLUMNS names."""

    file: BinaryIO
    text: TextIOWrapper
    encoding: str
    numbers_elements: bool
    """Lines would not tell the transactions apart: several stand on one."""
    size: int

    @classmethod
    def open(cls, file: BinaryIO) -> "OfxRows":
        encoding, numbers_elements = _inspect(file)
        size = file.seek(0, SEEK_END)
        file.seek(0)
        text = TextIOWrapper(file, encoding=encoding, errors="replace", newline=None)
        return cls(
            file=file,
            text=text,
            encoding=encoding,
            numbers_elements=numbers_elements,
            size=size,
        )

    def first_account(self) -> str:
        self.text.seek(0)
        elements = read_elements(self.text)
        return next((each.text for each in elements if each.name == "ACCTID"), "")

    def rows(self, remarks: Remarks) -> Iterator[NumberedRow]:
        """Yield each transaction; raise UnreadableFileError if there is none, or no end."""
        self.text.seek(0)
        statement, number, last = _Statement(), 0, Element(1, "", "")
        transaction: _Transaction | None = None
        ledger: _Ledger | None = None
        for last in read_elements(self.text):
            if transaction is not None and (last.name in ENDS or last.name == "STMTTRN"):
                number = number + 1 if self.numbers_elements else max(number + 1, transaction.line)
                remarks.missing_currency |= not transaction.currency
                yield number, False, transaction.cells(remarks, number)
                transaction = None
            if last.name == "STMTTRN":
                transaction = _Transaction(last.line, statement)
            elif transaction is not None:
                transaction.add(last)
            elif last.name in STATEMENTS:
                statement = _Statement(is_card=last.name == "CCSTMTRS")
            elif last.name == "CURDEF":
                statement.currency = last.text
            elif last.name == "ACCTID" and not statement.account:
                statement.account = last.text
            elif last.name == "LEDGERBAL":
                ledger = _Ledger(remarks)
            elif ledger is not None:
                ledger = ledger.add(last)
        if last.name != "/OFX":
            raise UnreadableFileError("ofx_incomplete", line=last.line)
        if not number:
            raise UnreadableFileError("no_transactions")

    @property
    def fraction_read(self) -> float:
        return self.file.tell() / self.size

    def detach(self) -> None:
        """Leave the file to the caller, who closes it."""
        self.text.detach()


@dataclass
class _Transaction:
    line: int
    statement: _Statement
    fields: dict[str, str] = field(default_factory=dict)
    aggregate: str = ""

    def add(self, element: Element) -> None:
        name, text = element.name, element.text
        if text:
            self.fields.setdefault(f"{self.aggregate}.{name}" if self.aggregate else name, text)
        elif name in AGGREGATES:
            self.aggregate = name
        elif name == f"/{self.aggregate}":
            self.aggregate = ""

    @property
    def currency(self) -> str:
        """Return that of the amount: ORIGCURRENCY names one that it was converted from."""
        return self.fields.get("CURRENCY.CURSYM", "") or self.statement.currency

    def cells(self, remarks: Remarks, line: int) -> list[str]:
        kind = self.fields.get("TRNTYPE", "").upper()
        if kind == "PAYMENT" and self.statement.is_card:
            kind = CARD_PAYMENT
        cells = (
            _iso_date(self.fields.get("DTPOSTED", "")),
            _with_point(self.fields.get("TRNAMT", "")),
            self._description(),
            kind,
            self.currency,
            self.statement.account,
            self.fields.get("FITID", ""),
        )
        return [remarks.truncate(cell, line=line) for cell in cells]

    def _description(self) -> str:
        """Return name and memo; a memo often repeats the name, which has 32 characters at most."""
        name = self.fields.get("NAME") or self.fields.get("PAYEE.NAME", "")
        memo = self.fields.get("MEMO", "")
        if memo.casefold().startswith(name.casefold()):
            return memo
        return name if memo.casefold() in name.casefold() else f"{name} {memo}"


@dataclass
class _Ledger:
    """Balance of an account; the amount stands before its day."""

    remarks: Remarks
    amount: Decimal | None = None

    def add(self, element: Element) -> "_Ledger | None":
        """Add an element; return None after the last one."""
        if element.name == "BALAMT":
            self.amount = parse_amount(_with_point(element.text), OFX_NUMBERS)
        elif element.name == "DTASOF" and self.amount is not None:
            day = DateParser("year_first").parse(_iso_date(element.text))
            self.remarks.balance = (day, self.amount) if day else None
        return None if element.name == "/LEDGERBAL" else self


def _mapping(answers: Answers, *, fallback_currency: str) -> ColumnMapping:
    """Return the mapping of COLUMNS; amounts have the sign of the account's balance."""
    return ColumnMapping(
        id="ofx",
        name=answers.name,
        currency=answers.currency or fallback_currency,
        width=len(COLUMNS),
        dates=DateParser("year_first"),
        date_column=DATE,
        description_columns=(DESCRIPTION,),
        amount=SignedAmount(column=AMOUNT, charges_are_negative=answers.charge_sign != "positive"),
        number_format=OFX_NUMBERS,
        currency_column=None if answers.currency else CURRENCY,
        card_column=ACCOUNT,
        kind_column=KIND,
        kinds=KINDS,
        bank_id_columns=(ACCOUNT, BANK_ID),
    )


def _iso_date(cell: str) -> str:
    """Return the local day of 20260118120000.000[-5:EST]."""
    digits = DIGITS.match(cell)
    return f"{cell[:4]}-{cell[4:6]}-{cell[6:8]}" if digits else cell


def _with_point(cell: str) -> str:
    """Return the amount with a decimal point and at most as many zeros as cents.

    OFX allows a decimal comma, and no separators of thousands.
    """
    if "." not in cell and cell.count(",") == 1:
        cell = cell.replace(",", ".")
    whole, point, decimals = cell.partition(".")
    return f"{whole}{point}{decimals[:2]}{decimals[2:].rstrip('0')}"


def _inspect(file: BinaryIO) -> tuple[str, bool]:
    """Return the encoding, and True if transactions share lines; rewind the file."""
    head = file.read(CHUNK_SIZE)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", False
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, lines, transactions = True, 0, 0
    while chunk := file.read(CHUNK_SIZE):
        lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
        transactions += chunk.count(b"<STMTTRN>")
        try:
            if is_utf_8:
                decoder.decode(chunk, final=len(chunk) < CHUNK_SIZE)
        except UnicodeDecodeError:
            is_utf_8 = False
    file.seek(0)
    if is_utf_8:
        return "utf-8-sig", transactions > lines
    declared = CHARSET.search(head.decode("latin-1"))
    return CHARSETS.get(declared[1] if declared else "", FALLBACK_ENCODING), transactions > lines
