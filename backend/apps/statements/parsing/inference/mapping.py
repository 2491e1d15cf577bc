"""Inference of the column mapping of an unknown table; ambiguities become questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from apps.statements.parsing.amounts import COMMA, NumberFormat
from apps.statements.parsing.column_mapping import AmountParser, ColumnMapping, SignedAmount
from apps.statements.parsing.columns import Column, analyze_columns
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.inference.amount_columns import (
    AmountChoice,
    choose_amount,
    number_format_doubt,
    number_formats,
)
from apps.statements.parsing.inference.currency import CurrencyChoice, choose_currency
from apps.statements.parsing.inference.date_column import choose_date
from apps.statements.parsing.inference.indicator_column import Marks, choose_marks, possible_marks
from apps.statements.parsing.inference.row_filters import choose_filters
from apps.statements.parsing.inference.sign import detect_sign, sign_doubt, with_sign
from apps.statements.parsing.inference.text_columns import choose_description
from apps.statements.parsing.questions import PREVIEW_ROWS, Doubt, NeedsChoiceError
from apps.statements.parsing.recognition import is_typed_row
from apps.statements.parsing.user_answers import DECIMAL_SEPARATORS, Answers


@dataclass(frozen=True, kw_only=True)
class InferredMapping:
    mapping: ColumnMapping
    currency_is_assumed: bool
    """True if the file names no currency."""


class MappingInference:
    def __init__(
        self, header: Sequence[str], rows: list[list[str]], *, preamble: Sequence[list[str]] = ()
    ) -> None:
        self.header = list(header)
        self.width = _width(self.header, rows)
        fitting = [_padded(row, self.width) for row in rows if _fits(row, self.width, self.header)]
        # Lines of totals and balances, and repeated names, say nothing about the columns.
        typed = [row for row in fitting if is_typed_row(row)]
        self.rows = typed if len(typed) * 2 > len(fitting) else fitting
        self.rows_above = _count_above(rows, self.header) if self.rows is typed else 0
        self.preamble = [*preamble, self.header, *rows[: self.rows_above]]
        self.columns = analyze_columns(header, self.rows, width=self.width)

    @property
    def shape(self) -> list[str]:
        """Return the type of each column, which identifies files without a header."""
        return [
            "date" if column.is_date else "number" if column.is_number else "text"
            for column in self.columns
        ]

    def infer(self, *, answers: Answers, signature: str, fallback_currency: str) -> InferredMapping:
        """Return the mapping; raise NeedsChoiceError or UnreadableFileError."""
        columns, rows = self.columns, self.rows
        if not any(column.is_date or column.is_number for column in columns):
            raise UnreadableFileError("unknown_format")
        date = choose_date(columns, rows, answers=answers, preamble=self.preamble)
        marks = choose_marks(columns, rows, answers=answers)
        if answers.charge_sign and answers.indicator_column is None:
            marks = None
        amount = choose_amount(
            columns, rows, answers=answers, with_sign=lambda column: _single(column, marks, rows)
        )
        signed = isinstance(amount.amount, SignedAmount)
        currency = choose_currency(
            columns,
            rows,
            amounts=amount.columns,
            answers=answers,
            preamble=self.preamble,
            fallback=fallback_currency,
        )
        number_format, number_doubts = _number_format(amount, columns, currency, answers)
        filters = choose_filters(
            columns, rows, answers=answers, marks=marks.column.number if marks else None
        )
        taken = {date.column.number, *amount.amount.columns}
        taken |= {marks.column.number} if marks else set()
        taken |= {filters.status} if filters.status is not None else set()
        taken |= {column.number for column in columns if column.is_currency}
        description, *fallbacks = choose_description(columns, answers=answers, taken=taken)
        is_marked = marks is not None and not signed and len(amount.columns) == 1
        draft = ColumnMapping(
            name=answers.name,
            currency=currency.currency or fallback_currency,
            width=self.width,
            ragged=True,
            dates=date.parser,
            date_column=date.column.number,
            date_fallback=date.fallback,
            description_columns=(description,),
            description_fallbacks=tuple(fallbacks),
            amount=amount.amount,
            number_format=number_format,
            currency_column=currency.column,
            category_column=self._first_column("category", but=taken),
            card_column=self._first_column("card", but=taken | {description}),
            balance_column=self._first_column("balance", but=taken | {description}),
            filters=(*filters.filters, *(marks.filters if marks and is_marked else ())),
        )
        doubts = [
            *date.doubts,
            *number_doubts,
            *amount.doubts,
            *(marks.doubts if marks and is_marked else ()),
            *filters.doubts,
            *currency.doubts,
        ]
        if isinstance(draft.amount, SignedAmount):
            draft, sign_doubts = self._with_sign(draft, answers, taken | {description})
            doubts += sign_doubts
        if doubts:
            raise NeedsChoiceError(
                [doubt.question(draft, rows) for doubt in doubts],
                header=self.header,
                rows=rows[:PREVIEW_ROWS],
                signature=signature,
            )
        is_known = bool(currency.currency)
        return InferredMapping(mapping=draft, currency_is_assumed=not is_known)

    def _with_sign(
        self, draft: ColumnMapping, answers: Answers, taken: set[int]
    ) -> tuple[ColumnMapping, list[Doubt]]:
        if answers.charge_sign:
            return with_sign(draft, answers.charge_sign), []
        if sign := detect_sign(draft, self.columns, self.rows):
            return with_sign(draft, sign), []
        marks = possible_marks(self.columns, self.rows, answers=answers, taken=taken)
        if marks and _has_one_sign(draft, self.rows):
            amount = marks.amount(self.columns[draft.amount.columns[0]], self.rows)
            marked = replace(draft, amount=amount, filters=(*draft.filters, *marks.filters))
            return (draft, marks.doubts) if marks.doubts else (marked, [])
        return draft, [sign_doubt(draft, self.rows)]

    def _first_column(self, role: str, *, but: set[int]) -> int | None:
        return next(
            (
                column.number
                for column in self.columns
                if column.role == role and column.cells and column.number not in but
            ),
            None,
        )


def _single(column: Column, marks: Marks | None, rows: list[list[str]]) -> AmountParser:
    if marks is not None:
        return marks.amount(column, rows)
    return SignedAmount(column=column.number, charges_are_negative=True)


def _number_format(
    amount: AmountChoice, columns: Sequence[Column], currency: CurrencyChoice, answers: Answers
) -> tuple[NumberFormat, list[Doubt]]:
    others = [each for each in columns if each.is_number and each not in amount.columns]
    formats = number_formats(amount.columns, others, currency=currency.currency)
    if answers.decimal_separator:
        decimal = DECIMAL_SEPARATORS[answers.decimal_separator]
        places = next((each.places for each in formats if each.decimal == decimal), COMMA.places)
        return NumberFormat(decimal, places), []
    if len(formats) == 1:
        return formats[0], []
    cell = next(cell for column in amount.columns for cell in column.cells)
    return formats[0], [number_format_doubt(cell, formats)]


def _has_one_sign(draft: ColumnMapping, rows: list[list[str]]) -> bool:
    amounts = (draft.amount.parse(row, draft.number_format) for row in rows)
    return len({amount > 0 for amount in amounts if amount}) < 2


def _count_above(rows: list[list[str]], header: list[str]) -> int:
    """Return the number of rows above the first transaction: text, units, or names again."""
    above = list(takewhile(lambda row: not is_typed_row(row), rows))
    has_digits = any(letter.isdigit() for row in above for cell in row for letter in cell)
    # Below the names, a line with digits may be a transaction that is damaged.
    return 0 if header and has_digits else len(above)


def _width(header: list[str], rows: list[list[str]]) -> int:
    """Return the width of most rows; cells beyond the header must be empty."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        raise UnreadableFileError("unknown_format")
    named = len(header)
    common = widths.most_common(1)[0][0]
    if not named:
        return common
    if named in widths or common < named:
        return named
    if any(any(row[named:]) for row in rows):
        raise UnreadableFileError("column_count", cells=common, header=named)
    return common


def _fits(row: list[str], width: int, header: list[str]) -> bool:
    """Return True for a row of the table: with a header, the last cells may be missing."""
    return len(row) == width or (bool(header) and width > len(row) > width / 2)


def _padded(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else [*row, *[""] * (width - len(row))]
