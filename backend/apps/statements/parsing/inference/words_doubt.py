"""Doubt about the meaning of a few words of a column."""

import itertools
from collections.abc import Callable, Mapping, Sequence

from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.columns import Column
from apps.statements.parsing.questions import PREVIEW_ROWS, Alternative, Doubt


def words_doubt(
    column: Column,
    rows: list[list[str]],
    *,
    field: str,
    code: str,
    combinations: Sequence[dict[str, str]],
    apply: Callable[[ColumnMapping, Mapping[str, str]], ColumnMapping],
    meanings: tuple[str, ...],
) -> Doubt:
    """Return the doubt which of the `combinations` {word: meaning} is right."""
    words = list(combinations[0])
    return Doubt(
        field=field,
        code=code,
        details={"name": column.name or str(column.number + 1), "words": ", ".join(words)},
        alternatives=[
            Alternative(
                value=chosen,
                label=", ".join(f"{word}: {meaning}" for word, meaning in chosen.items()),
                apply=lambda draft, chosen=chosen: apply(draft, chosen),  # type: ignore[misc]
            )
            for chosen in combinations
        ],
        rows=_rows_with(column, words, rows),
        words={word: [row for row in rows if row[column.number].strip() == word] for word in words},
        meanings=meanings,
    )


def _rows_with(column: Column, words: Sequence[str], rows: list[list[str]]) -> list[list[str]]:
    """Return a few rows with each of the words."""
    each = max(1, PREVIEW_ROWS // max(1, len(words)))
    return [
        row
        for word in words
        for row in itertools.islice(
            (row for row in rows if row[column.number].strip() == word), each
        )
    ]
