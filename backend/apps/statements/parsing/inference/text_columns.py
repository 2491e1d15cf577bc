"""Choice of the description: the payee, or else the text that varies most."""

from collections.abc import Sequence

from apps.statements.parsing.columns import LETTERS, Column
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.inference.date_column import column_at
from apps.statements.parsing.user_answers import Answers

# Letters that most cells of a description have at least; a Chinese name may have two.
MIN_LETTERS = 2
MAX_FALLBACKS = 3
NEVER_DESCRIBES = {"balance", "currency", "indicator", "status"}


def choose_description(
    columns: Sequence[Column], *, answers: Answers, taken: set[int]
) -> list[int]:
    """Return the description column, and those that stand in by turns where it is empty.

    `taken`: columns with another meaning. Raise UnreadableFileError if no column has text.
    """
    chosen = []
    if answers.description_column is not None:
        chosen = [column_at(columns, "description_column", answers.description_column)]
    texts = [
        column
        for column in columns
        if column.is_text and column.number not in taken and column.role not in NEVER_DESCRIBES
    ]
    ranked = [*chosen, *sorted(texts, key=_rank, reverse=True)]
    if not ranked:
        raise UnreadableFileError("no_description")
    return list(dict.fromkeys(column.number for column in ranked))[: MAX_FALLBACKS + 1]


def _rank(column: Column) -> tuple[bool, bool, int, int, int]:
    """Return how likely it is: text that varies, then by name, then by how much it varies."""
    lettered = sum(len(LETTERS.findall(cell)) >= MIN_LETTERS for cell in column.cells)
    distinct = len(set(column.cells))
    varies = distinct > 1 or len(column.cells) <= 2
    is_text = lettered * 2 > len(column.cells) and not column.is_identifier
    role = {"payee": 5, "description": 3, "": 1, "other": 0}.get(column.role, -1)
    exact = column.is_exact and role > 1
    return varies and is_text, is_text, role + exact, len(column.cells), distinct
