"""Choice of the columns whose words say that a row moved no money."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.columns import Column
from apps.statements.parsing.inference.date_column import column_at
from apps.statements.parsing.inference.words_doubt import words_doubt
from apps.statements.parsing.questions import Doubt
from apps.statements.parsing.row_filters import (
    RowFilter,
    has_status_words,
    status_meaning,
    word_key,
    yes_or_no,
)
from apps.statements.parsing.user_answers import BOOKED, LEFT_OUT, STATUS_MEANINGS, Answers

# Distinct words of a column of statuses or types.
MAX_WORDS = 12
MAX_ASKED_WORDS = 3


@dataclass(frozen=True, kw_only=True)
class FilterChoice:
    filters: tuple[RowFilter, ...]
    status: int | None = None
    doubts: list[Doubt] = field(default_factory=list)


def choose_filters(
    columns: Sequence[Column], rows: list[list[str]], *, answers: Answers, marks: int | None
) -> FilterChoice:
    """Return filters for statuses, and for balances among the rows."""
    balances = tuple(
        RowFilter(column=column.number, meanings={})
        for column in columns
        if column.is_text and column.role in {"description", "payee", "other", ""}
    )
    status = _status_column(columns, answers, marks)
    if status is None:
        return FilterChoice(filters=balances)
    meanings = {
        **_flag_meanings(status),
        **{word_key(word): meaning for word, meaning in answers.statuses.items()},
    }
    words = Counter(row[status.number].strip() for row in rows)
    is_named = status.role == "status" or bool(meanings) or answers.status_column is not None
    unknown = [
        word
        for word in words
        if word and word_key(word) not in meanings and not status_meaning(word)
    ]
    # A status that all rows have is that of a booked row.
    if len(words) == 1 or not is_named:
        meanings |= dict.fromkeys(map(word_key, unknown), BOOKED)
        unknown = []
    meanings.setdefault("", BOOKED)
    doubts = [_doubt(status, rows, unknown, words, meanings)] if unknown else []
    own = _filter(status.number, meanings, is_complete=is_named)
    return FilterChoice(filters=(*balances, own), status=status.number, doubts=doubts)


def _status_column(columns: Sequence[Column], answers: Answers, marks: int | None) -> Column | None:
    if answers.status_column is not None:
        return column_at(columns, "status_column", answers.status_column)
    candidates = [
        column
        for column in columns
        if not column.is_date
        and column.cells
        and column.number != marks
        and len({word_key(cell) for cell in column.cells}) <= MAX_WORDS
    ]
    named = [column for column in candidates if column.role == "status" and column.is_text]
    if named:
        return max(named, key=lambda column: column.is_exact)
    for column in candidates:
        if _flag_meanings(column):
            return column
        is_repeated = len(set(column.cells)) < len(column.cells)
        may_be = column.is_text and column.role in {"", "other", "posting"}
        if may_be and is_repeated and has_status_words(column.cells):
            return column
    return None


def _flag_meanings(column: Column) -> dict[str, str]:
    """Return the meanings of yes and no in a column such as `Pending` or `Gebucht`."""
    named = status_meaning(column.name)
    flags = {word_key(cell): yes_or_no(cell) for cell in column.cells}
    if not named or None in flags.values():
        return {}
    other = LEFT_OUT if named == BOOKED else BOOKED
    return {word: named if flag else other for word, flag in flags.items()}


def _filter(column: int, meanings: Mapping[str, str], *, is_complete: bool) -> RowFilter:
    return RowFilter(
        column=column, meanings=dict(meanings), is_status=True, is_complete=is_complete
    )


def _doubt(
    column: Column,
    rows: list[list[str]],
    unknown: list[str],
    words: Counter[str],
    meanings: Mapping[str, str],
) -> Doubt:
    asked = sorted(unknown, key=lambda word: -words[word])[:MAX_ASKED_WORDS]
    combinations = [
        dict(zip(asked, each, strict=True))
        for each in itertools.product(STATUS_MEANINGS, repeat=len(asked))
        # A file of which all rows are left out needs no import.
        if len(asked) < len(words) or BOOKED in each
    ]

    def apply(draft: ColumnMapping, chosen: Mapping[str, str]) -> ColumnMapping:
        every = {**meanings, **{word_key(word): each for word, each in chosen.items()}}
        filters = tuple(each for each in draft.filters if not each.is_status)
        return replace(draft, filters=(*filters, _filter(column.number, every, is_complete=True)))

    return words_doubt(
        column,
        rows,
        field="statuses",
        code="unknown_statuses",
        combinations=combinations,
        apply=apply,
        meanings=STATUS_MEANINGS,
    )
