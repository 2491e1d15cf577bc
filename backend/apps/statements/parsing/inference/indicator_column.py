"""Choice of the column whose words mark each row as debit or credit."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from apps.statements.parsing.column_mapping import ColumnMapping, IndicatedAmount
from apps.statements.parsing.columns import Column
from apps.statements.parsing.inference.cells import numbers
from apps.statements.parsing.inference.date_column import column_at
from apps.statements.parsing.inference.words_doubt import words_doubt
from apps.statements.parsing.questions import Doubt
from apps.statements.parsing.row_filters import RowFilter, word_key
from apps.statements.parsing.transaction_types import CREDITS, kind_from_words, mark_meanings
from apps.statements.parsing.user_answers import (
    CHARGE,
    CREDIT,
    LEFT_OUT,
    MARK_MEANINGS,
    Answers,
)

# Words of a column that may mark rows, though nothing names it so.
MAX_UNKNOWN_MARKS = 3
# Words of a column that names the kinds of transactions.
MAX_KINDS = 12
COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, kw_only=True)
class Marks:
    column: Column
    meanings: Mapping[str, str]
    """{word_key of a mark: one of MARK_MEANINGS}."""
    doubts: list[Doubt] = field(default_factory=list)

    def amount(self, column: Column, rows: list[list[str]]) -> IndicatedAmount:
        return indicated_amount(column, self.column.number, self.meanings, rows)

    @property
    def filters(self) -> tuple[RowFilter, ...]:
        return marks_filter(self.column.number, self.meanings)


def indicated_amount(
    column: Column, indicator: int, meanings: Mapping[str, str], rows: list[list[str]]
) -> IndicatedAmount:
    marks = {
        meaning: frozenset(mark for mark, each in meanings.items() if each == meaning)
        for meaning in MARK_MEANINGS
    }
    # Rows that are left out have an amount all the same.
    marks[CHARGE] |= marks[LEFT_OUT]
    amounts = list(zip(numbers(column, rows), rows, strict=True))
    charge, credit = (
        _factor([amount for amount, row in amounts if word_key(row[indicator]) in marks[meaning]])
        for meaning in (CHARGE, CREDIT)
    )
    return IndicatedAmount(
        column=column.number,
        indicator=indicator,
        credits=marks[CREDIT],
        charges=marks[CHARGE],
        charge_factor=charge,
        credit_factor=credit,
    )


def _factor(amounts: list[Decimal | None]) -> int:
    """Return the sign of most amounts if a few reversals have the other one, or 0."""
    positive = sum(amount > 0 for amount in amounts if amount)
    negative = sum(amount < 0 for amount in amounts if amount)
    if not positive or not negative or positive == negative:
        return 0
    return 1 if positive > negative else -1


def marks_filter(indicator: int, meanings: Mapping[str, str]) -> tuple[RowFilter, ...]:
    has_left_out = LEFT_OUT in meanings.values()
    return (RowFilter(column=indicator, meanings=dict(meanings)),) if has_left_out else ()


def choose_marks(
    columns: Sequence[Column], rows: list[list[str]], *, answers: Answers
) -> Marks | None:
    """Return the column that marks rows, or None.

    Without a matching name its words must be known, mark every row, and occur with both meanings.
    """
    if answers.indicator_column is not None:
        column = column_at(columns, "indicator_column", answers.indicator_column)
        return _marks(column, columns, rows, _known_meanings(column, answers))
    for column in columns:
        if column.role == "indicator" and _may_be_marks(column):
            marks = _marks(column, columns, rows, _known_meanings(column, answers))
            if len(set(marks.meanings.values()) & {CHARGE, CREDIT}) or column.is_exact:
                return marks
    for column in columns:
        if not column.is_text or len(column.cells) < len(rows):
            continue
        meanings = _known_meanings(column, answers)
        found = {meanings.get(word_key(cell), "") for cell in column.cells}
        if found >= {CHARGE, CREDIT} and "" not in found:
            return Marks(column=column, meanings=meanings)
    return None


def possible_marks(
    columns: Sequence[Column], rows: list[list[str]], *, answers: Answers, taken: set[int]
) -> Marks | None:
    """Return a column of a few unknown words that may mark rows, or None.

    `taken`: columns with another meaning.
    """
    candidates = [
        column
        for column in columns
        if column.is_text
        and column.number not in taken
        and column.role in {"", "other", "indicator"}
        and len(column.cells) == len(rows)
        and 2 <= len({word_key(cell) for cell in column.cells}) <= MAX_KINDS
        and len(set(column.cells)) < len(rows)
        # Two capitals are a country.
        and not all(COUNTRY.fullmatch(cell) for cell in column.cells)
    ]
    # A column named as a kind of transaction, if there is one.
    for column in sorted(candidates, key=lambda column: not column.role):
        meanings = {**_meanings_of_kinds(column), **_known_meanings(column, answers)}
        marks = _marks(column, columns, rows, meanings)
        is_understood = {*meanings.values()} >= {CHARGE, CREDIT} and not marks.doubts
        if is_understood or len({word_key(cell) for cell in column.cells}) <= MAX_UNKNOWN_MARKS:
            return marks
    return None


def _meanings_of_kinds(column: Column) -> dict[str, str]:
    """Return the meanings of words such as `Card purchase` and `Refund`."""
    kinds = {word_key(cell): kind_from_words(cell) for cell in column.cells}
    return {word: CREDIT if kind in CREDITS else CHARGE for word, kind in kinds.items() if kind}


def _may_be_marks(column: Column) -> bool:
    words = {word_key(cell) for cell in column.cells}
    return bool(words) and len(words) <= MAX_KINDS and (column.is_text or column.is_whole_number)


def _marks(
    column: Column,
    columns: Sequence[Column],
    rows: list[list[str]],
    meanings: Mapping[str, str],
) -> Marks:
    words = Counter(row[column.number].strip() for row in rows)
    unknown = [word for word, _ in words.most_common() if word_key(word) not in meanings]
    empty = "" in unknown
    known = {meanings[word_key(word)] for word in words if word_key(word) in meanings}
    if empty and len(known & {CHARGE, CREDIT}) == 1:
        # An empty cell means the one that does not occur.
        meanings = {**meanings, "": CHARGE if CREDIT in known else CREDIT}
        unknown.remove("")
    doubts = [_doubt(column, columns, rows, meanings, unknown, words)] if unknown else []
    return Marks(column=column, meanings=meanings, doubts=doubts)


def _doubt(
    column: Column,
    columns: Sequence[Column],
    rows: list[list[str]],
    meanings: Mapping[str, str],
    unknown: list[str],
    words: Counter[str],
) -> Doubt:
    asked = unknown[:MAX_UNKNOWN_MARKS]
    offered = (CHARGE, CREDIT) if not meanings and len(asked) > 1 else MARK_MEANINGS
    combinations = [
        dict(zip(asked, each, strict=True))
        for each in itertools.product(offered, repeat=len(asked))
    ]

    def with_meanings(chosen: Mapping[str, str]) -> Mapping[str, str]:
        return {**meanings, **{word_key(word): meaning for word, meaning in chosen.items()}}

    def apply(draft: ColumnMapping, chosen: Mapping[str, str]) -> ColumnMapping:
        every = with_meanings(chosen)
        amount = columns[draft.amount.columns[0]]
        filters = tuple(each for each in draft.filters if each.column != column.number)
        return replace(
            draft,
            amount=indicated_amount(amount, column.number, every, rows),
            filters=(*filters, *marks_filter(column.number, every)),
        )

    return words_doubt(
        column,
        rows,
        field="marks",
        code="unknown_marks",
        combinations=combinations,
        apply=apply,
        meanings=MARK_MEANINGS,
    )


def _known_meanings(column: Column, answers: Answers) -> dict[str, str]:
    words = {word_key(cell) for cell in column.cells}
    answered = {word_key(word): meaning for word, meaning in answers.marks.items()}
    return {**mark_meanings(words, column.name), **answered}
