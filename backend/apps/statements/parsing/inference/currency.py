"""Choice of the currency: that of the amount which was booked."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from apps.statements.parsing.amounts import detect_currency
from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.columns import MAX_NAME_LENGTH, Column, detect_role
from apps.statements.parsing.currencies import currency_of, is_currency_code
from apps.statements.parsing.inference.cells import are_equal, numbers
from apps.statements.parsing.normalization import fold
from apps.statements.parsing.questions import Alternative, Doubt
from apps.statements.parsing.user_answers import Answers

CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
# Codes that are words in the capitals of a letterhead.
WORDS_LIKE_CODES = {"ALL", "CUP", "GEL", "MAD", "MOP", "PEN", "SOS", "TOP", "TRY"}
# Letters that the names of an amount and of its currency share, as in Buchungsbetrag.
MIN_COMMON_PREFIX = 4
MAX_OFFERED = 4


@dataclass(frozen=True, kw_only=True)
class CurrencyChoice:
    currency: str = ""
    """Empty if the file does not say it."""
    column: int | None = None
    """Column with the currency of each row."""
    doubts: list[Doubt] = field(default_factory=list)


def choose_currency(
    columns: Sequence[Column],
    rows: list[list[str]],
    *,
    amounts: tuple[Column, ...],
    answers: Answers,
    preamble: Sequence[list[str]],
    fallback: str,
) -> CurrencyChoice:
    """Return the currency of the amounts; `preamble`: lines above the rows, which may name it."""
    if answers.currency:
        return CurrencyChoice(currency=answers.currency)
    named = next((column.currency for column in amounts if column.currency), "")
    written = detect_currency([cell for column in amounts for cell in column.cells])
    if named or written:
        return CurrencyChoice(currency=named or written)
    above = currency_of_preamble(preamble)
    currencies = [column for column in columns if column.is_currency]
    own = _currency_of_amount(currencies, amounts)
    if own is None:
        return CurrencyChoice(currency=above)
    codes = Counter(map(currency_of, own.cells))
    (most, _), *others = codes.most_common()
    is_foreign = own.role == "other" and not _is_named_alike(own, amounts[0])
    if booked := _booked_currency(own, columns, amounts[0], rows):
        return CurrencyChoice(currency=booked)
    if not others:
        is_booked = not is_foreign or _equals_original(columns, amounts[0], rows)
        return CurrencyChoice(currency=most, column=own.number) if is_booked else CurrencyChoice()
    constant = [column for column in currencies if column is not own and column.is_constant]
    if constant and not _is_named_alike(own, amounts[0]):
        return CurrencyChoice(currency=currency_of(constant[0].cells[0]), column=constant[0].number)
    if is_foreign:
        if above:
            return CurrencyChoice(currency=above)
        return CurrencyChoice(doubts=[_doubt([*codes, fallback])])
    return CurrencyChoice(currency=most, column=own.number)


def currency_of_preamble(preamble: Sequence[list[str]]) -> str:
    """Return the currency that the lines above the rows name, or an empty string.

    It stands beside a word for currency, or is the only code.
    """
    for row in preamble:
        for cell, after in pairwise([*row, ""]):
            label, _, value = cell.partition(":")
            if detect_role(label[:MAX_NAME_LENGTH])[0] == "currency":
                for text in (value, after):
                    if code := currency_of(text.strip(" .()[]")):
                        return code
    codes = {
        code
        for row in preamble
        for cell in row
        for code in CODE.findall(cell)
        if is_currency_code(code) and code not in WORDS_LIKE_CODES
    }
    return codes.pop() if len(codes) == 1 else ""


def _equals_original(columns: Sequence[Column], amount: Column, rows: list[list[str]]) -> bool:
    """Return True if an original amount is the same as the booked one in every row, or missing."""
    originals = [
        column
        for column in columns
        if column.is_number and column is not amount and column.role == "other"
    ]
    return all(are_equal(original, amount, rows) for original in originals)


def _currency_of_amount(currencies: list[Column], amounts: tuple[Column, ...]) -> Column | None:
    """Return the column named like the amount, or beside it, or the most constant one."""
    if not currencies:
        return None
    amount = amounts[-1]
    alike = [column for column in currencies if _is_named_alike(column, amount)]
    if len(alike) == 1:
        return alike[0]
    return min(
        currencies,
        key=lambda column: (
            column.role == "other",
            abs(column.number - amount.number - 0.5) > 1,
            len(set(column.cells)),
            abs(column.number - amount.number),
        ),
    )


def _is_named_alike(column: Column, amount: Column) -> bool:
    one, two = fold(column.name), fold(amount.name)
    return len(one) >= MIN_COMMON_PREFIX and one[:MIN_COMMON_PREFIX] == two[:MIN_COMMON_PREFIX]


def _booked_currency(
    currency: Column, columns: Sequence[Column], amount: Column, rows: list[list[str]]
) -> str:
    """Return the currency of all amounts, if the column is that of an original amount.

    In rows of that currency both amounts are the same, and in all others they differ.
    """
    for original in columns:
        if original is amount or not original.is_number or original.role == "balance":
            continue
        same: set[str] = set()
        other: set[str] = set()
        for row, own, others in zip(
            rows, numbers(amount, rows), numbers(original, rows), strict=True
        ):
            code = currency_of(row[currency.number])
            if own is None or others is None or not code:
                continue
            (same if abs(own) == abs(others) else other).add(code)
        if len(same) == 1 and other and not same & other:
            return same.pop()
    return ""


def _doubt(codes: list[str]) -> Doubt:
    def with_currency(code: str) -> Callable[[ColumnMapping], ColumnMapping]:
        return lambda draft: replace(draft, currency=code, currency_column=None)

    return Doubt(
        field="currency",
        code="unknown_currency",
        alternatives=[
            Alternative(value=code, label=code, apply=with_currency(code))
            for code in dict.fromkeys([*codes[: MAX_OFFERED - 1], codes[-1]])
        ],
    )
