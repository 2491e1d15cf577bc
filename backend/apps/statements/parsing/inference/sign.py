"""Detection of the sign of charges in a column of signed amounts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from apps.statements.parsing.amounts import has_debit_or_credit_mark, parse_amount
from apps.statements.parsing.column_mapping import ColumnMapping, SignedAmount
from apps.statements.parsing.columns import Column
from apps.statements.parsing.questions import PREVIEW_ROWS, Alternative, Doubt
from apps.statements.parsing.transaction_types import CREDITS, kind_from_words
from apps.statements.parsing.user_answers import CHARGE_SIGNS

# How many times more words must support one sign than the other.
MIN_VOTE_RATIO = 4
# Distinct cells of a column that names the kind of a transaction.
MAX_KIND_WORDS = 12


def with_sign(draft: ColumnMapping, sign: str) -> ColumnMapping:
    assert isinstance(draft.amount, SignedAmount)
    return replace(draft, amount=replace(draft.amount, charges_are_negative=sign == "negative"))


def detect_sign(draft: ColumnMapping, columns: Sequence[Column], rows: list[list[str]]) -> str:
    """Return the sign of charges, or an empty string.

    It is proven by DR and CR beside the amounts, by a column for debits or credits only, or by the
    words of the rows, if there are amounts of both signs. A single word may be part of a name: it
    counts only if charges would be most of the rows.
    """
    assert isinstance(draft.amount, SignedAmount)
    column = columns[draft.amount.column]
    if sum(map(has_debit_or_credit_mark, column.cells)) * 2 > len(column.cells):
        return "positive"
    votes, signs = _votes(draft, columns, rows)
    if len(signs) < 2:
        is_negative = "negative" in signs
        if column.role == "debit" and column.is_exact:
            return "negative" if is_negative else "positive"
        if column.role == "credit" and column.is_exact:
            return "positive" if is_negative else "negative"
        return ""
    (sign, most), (_, least) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    if not most or most < MIN_VOTE_RATIO * least:
        return ""
    return sign if most > 1 or signs[sign] * 2 >= signs.total() else ""


def sign_doubt(draft: ColumnMapping, rows: list[list[str]]) -> Doubt:
    assert isinstance(draft.amount, SignedAmount)
    number = draft.amount.column

    def is_negative(row: list[str]) -> bool:
        return (parse_amount(row[number].strip(), draft.number_format) or 0) < 0

    negative = [row for row in rows if is_negative(row)]
    positive = [row for row in rows if not is_negative(row)]
    few = max(PREVIEW_ROWS // 2, PREVIEW_ROWS - len(negative))
    return Doubt(
        field="charge_sign",
        code="unknown_sign",
        alternatives=[
            Alternative(
                value=sign,
                label=sign,
                apply=lambda draft, sign=sign: with_sign(draft, sign),  # type: ignore[misc]
            )
            for sign in CHARGE_SIGNS
        ],
        rows=[*positive[:few], *negative][:PREVIEW_ROWS],
    )


def _votes(
    draft: ColumnMapping, columns: Sequence[Column], rows: list[list[str]]
) -> tuple[Counter[str], Counter[str]]:
    """Return the votes of the rows' words for each sign, and the number of amounts of each."""
    assert isinstance(draft.amount, SignedAmount)
    kind_columns = [
        column for column in columns if column.is_text and len(set(column.cells)) <= MAX_KIND_WORDS
    ]
    votes: Counter[str] = Counter()
    signs: Counter[str] = Counter()
    for row in rows:
        amount = parse_amount(row[draft.amount.column].strip(), draft.number_format)
        if not amount:
            continue
        sign, other = ("negative", "positive") if amount < 0 else ("positive", "negative")
        signs[sign] += 1
        words = " ".join(row[column] for column in draft.description_columns).strip()
        kind = kind_from_words(words) or next(
            (word for column in kind_columns if (word := kind_from_words(row[column.number]))), ""
        )
        if kind:
            votes[other if kind in CREDITS else sign] += 1
    return votes, signs
