"""Choice of the columns that hold the amount, or debits and credits."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from apps.statements.parsing.amounts import (
    COMMA,
    NumberFormat,
    detect_number_formats,
    parse_amount,
)
from apps.statements.parsing.column_mapping import (
    AmountParser,
    ColumnMapping,
    DebitCreditAmount,
)
from apps.statements.parsing.columns import Column, detect_role
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.inference.cells import (
    are_equal,
    is_balance_of,
    is_row_number,
    numbers,
)
from apps.statements.parsing.inference.date_column import column_at
from apps.statements.parsing.normalization import fold
from apps.statements.parsing.questions import Alternative, Doubt
from apps.statements.parsing.user_answers import Answers

Pair = tuple[Column, Column]
MAX_ALTERNATIVES = 6
# Roles of columns whose numbers may be amounts all the same.
UNNAMED_ROLES = {"", "indicator", "card"}


@dataclass(frozen=True, kw_only=True)
class AmountChoice:
    amount: AmountParser
    """The sign of a SignedAmount is still to be found."""
    columns: tuple[Column, ...]
    doubts: list[Doubt] = field(default_factory=list)


def choose_amount(
    columns: Sequence[Column],
    rows: list[list[str]],
    *,
    answers: Answers,
    with_sign: Callable[[Column], AmountParser],
) -> AmountChoice:
    """Return the amount; raise UnreadableFileError if no column has amounts.

    `with_sign` returns the parser for a single column.
    """

    def single(column: Column) -> AmountChoice:
        return AmountChoice(amount=with_sign(column), columns=(column,))

    if answers.amount_column is not None:
        return single(column_at(columns, "amount_column", answers.amount_column))
    if answers.debit_column is not None and answers.credit_column is not None:
        return _pair(
            column_at(columns, "debit_column", answers.debit_column),
            column_at(columns, "credit_column", answers.credit_column),
        )
    pairs = _named_pairs(columns, rows)
    if pairs and not _equal_pairs(pairs, rows):
        return _asked([*pairs], with_sign)
    if pairs:
        return _pair(*pairs[0])
    if half := _half_named_pair(columns, rows):
        return _pair(*half)
    candidates = _candidates(columns, rows)
    if not candidates:
        raise UnreadableFileError("no_amounts")
    if pair := _complementary_pair(candidates, rows):
        debit, credit = pair
        return _asked([(debit, credit), (credit, debit)], with_sign)
    if len(candidates) == 1:
        return single(candidates[0])
    if len({fold(column.name) for column in candidates}) == 1 and candidates[0].name:
        return _asked(candidates, with_sign, code="duplicate_column")
    first, *others = candidates
    if all(are_equal(first, other, rows) for other in others):
        return single(first)
    return _asked(candidates, with_sign)


def _pair(debit: Column, credit: Column) -> AmountChoice:
    amount = DebitCreditAmount(debit=debit.number, credit=credit.number)
    return AmountChoice(amount=amount, columns=(debit, credit))


def _named_pairs(columns: Sequence[Column], rows: list[list[str]]) -> list[Pair]:
    """Return pairs of a debit and a credit column, of which each row has one."""
    debits, credits_ = (
        [column for column in columns if column.role == role and _may_be_amounts(column)]
        for role in ("debit", "credit")
    )
    for exactly in (True, False):
        pairs = [
            (debit, credit)
            for debit in debits
            for credit in credits_
            if (debit.is_exact and credit.is_exact) or not exactly
        ]
        matched = [pair for pair in pairs if _is_complementary(*pair, rows)]
        if len(debits) > 1 and len(credits_) > 1:
            same_stem = [pair for pair in matched if _stem(pair[0]) == _stem(pair[1])]
            matched = same_stem or matched
        if matched:
            return matched
    return []


def _may_be_amounts(column: Column) -> bool:
    """Return True unless all cells are text. A footer makes a column of few amounts text."""
    return (
        not column.is_text
        or any(parse_amount(cell) is not None for cell in column.cells)
        or any(parse_amount(cell, COMMA) is not None for cell in column.cells)
    )


def _half_named_pair(columns: Sequence[Column], rows: list[list[str]]) -> Pair | None:
    """Return a debit or credit column with the unnamed one that has all other amounts."""
    unnamed = [column for column in columns if column.is_number and column.role in UNNAMED_ROLES]
    for named in columns:
        if named.is_number and named.role in {"debit", "credit"}:
            for other in unnamed:
                if _is_exclusive(named, other, rows):
                    return (named, other) if named.role == "debit" else (other, named)
    return None


def _stem(column: Column) -> frozenset[str]:
    """Return the words of the name other than that for debit or credit."""
    words = fold(column.name).split()
    return frozenset(word for word in words if detect_role(word)[0] not in {"debit", "credit"})


def _equal_pairs(pairs: list[Pair], rows: list[list[str]]) -> bool:
    (debit, credit), *others = pairs
    return all(
        numbers(debit, rows) == numbers(other_debit, rows)
        and numbers(credit, rows) == numbers(other_credit, rows)
        for other_debit, other_credit in others
    )


def _is_complementary(debit: Column, credit: Column, rows: list[list[str]]) -> bool:
    """Return True if most rows have an amount in one of the columns, and none in both."""
    pair = DebitCreditAmount(debit=debit.number, credit=credit.number)
    number_format = number_formats((debit, credit))[0]
    valid = sum(pair.parse(row, number_format) is not None for row in rows)
    return valid * 2 > len(rows)


def number_formats(
    columns: Sequence[Column], others: Sequence[Column] = (), *, currency: str = ""
) -> list[NumberFormat]:
    """Return the possible formats of the amounts; the bank writes `others` likewise."""
    formats = detect_number_formats([cell for column in columns for cell in column.cells], currency)
    if len(formats) == 1:
        return formats
    cells = [cell for column in (*columns, *others) for cell in column.cells]
    proven = detect_number_formats(cells, currency)
    return proven if len(proven) == 1 else formats


def _complementary_pair(candidates: list[Column], rows: list[list[str]]) -> Pair | None:
    """Return two columns of which each row has an amount in exactly one."""
    pairs = combinations(candidates[:MAX_ALTERNATIVES], 2)
    return next((pair for pair in pairs if _is_exclusive(*pair, rows)), None)


def _is_exclusive(column: Column, other: Column, rows: list[list[str]]) -> bool:
    filled = Counter(
        (bool(own), bool(others))
        for own, others in zip(numbers(column, rows), numbers(other, rows), strict=True)
    )
    # A balance among the rows has neither.
    neither = filled.pop((False, False), 0)
    return set(filled) == {(True, False), (False, True)} and neither * 3 <= len(rows)


def _candidates(columns: Sequence[Column], rows: list[list[str]]) -> list[Column]:
    """Return the columns that may hold the amount: named ones, or else unnamed numbers."""
    found = [column for column in columns if column.is_number and not is_row_number(column)]
    named = [column for column in found if column.role == "amount"]
    if named:
        full = [column for column in named if len(column.cells) == len(rows)]
        moving = [column for column in full if _moves_a_balance(column, found, rows)]
        return moving if len(moving) == 1 else full or named
    single = [column for column in found if column.role in {"debit", "credit"}]
    if len(single) == 1:
        return single
    unnamed = [column for column in found if column.role in UNNAMED_ROLES]
    balances = [
        column
        for column in unnamed
        if any(is_balance_of(column, other, rows) for other in unnamed if other is not column)
    ]
    unnamed = [column for column in unnamed if column not in balances] or unnamed
    # Times, and numbers of accounts, unless nothing else has an amount in each row.
    kept = [
        column
        for column in unnamed
        if len(column.cells) < len(rows) or not (column.is_time_of_day or column.is_whole_number)
    ]
    return kept if any(len(column.cells) == len(rows) for column in kept) else unnamed


def _moves_a_balance(column: Column, found: list[Column], rows: list[list[str]]) -> bool:
    return any(
        is_balance_of(balance, column, rows)
        for balance in found
        if balance is not column and balance.role in {"balance", ""}
    )


def _asked(
    choices: Sequence[Column | Pair],
    with_sign: Callable[[Column], AmountParser],
    code: str = "two_amounts",
) -> AmountChoice:
    """Return the first choice and the doubt which one it is."""
    offered = [each if isinstance(each, tuple) else (each,) for each in choices[:MAX_ALTERNATIVES]]

    def parser(chosen: tuple[Column, ...]) -> AmountParser:
        if len(chosen) == 2:
            return DebitCreditAmount(debit=chosen[0].number, credit=chosen[1].number)
        return with_sign(chosen[0])

    def apply(draft: ColumnMapping, chosen: tuple[Column, ...]) -> ColumnMapping:
        return replace(draft, amount=parser(chosen), number_format=number_formats(chosen)[0])

    names = ", ".join(dict.fromkeys(name_of(column) for each in offered for column in each))
    details: dict[str, str | int] = {"names": names}
    if code == "duplicate_column":
        details = {"name": offered[0][0].name}
    doubt = Doubt(
        field="amount_columns",
        code="debit_or_credit" if all(len(each) == 2 for each in offered) else code,
        details=details,
        alternatives=[
            Alternative(
                value=[column.number for column in each],
                label=" / ".join(map(name_of, each)),
                apply=lambda draft, each=each: apply(draft, each),  # type: ignore[misc]
            )
            for each in offered
        ],
    )
    return AmountChoice(amount=parser(offered[0]), columns=offered[0], doubts=[doubt])


def name_of(column: Column) -> str:
    return column.name or str(column.number + 1)


def number_format_doubt(cell: str, formats: list[NumberFormat]) -> Doubt:
    """Return the doubt whether 3.250 is 3 or 3 thousand."""

    def with_format(number_format: NumberFormat) -> Callable[[ColumnMapping], ColumnMapping]:
        # A copy of the parser, which caches the amounts of one format.
        return lambda draft: replace(
            draft,
            amount=replace(draft.amount),  # type: ignore[type-var] # every parser is a dataclass
            number_format=number_format,
        )

    names = {".": "point", ",": "comma"}
    return Doubt(
        field="decimal_separator",
        code="ambiguous_number",
        details={"cell": cell},
        alternatives=[
            Alternative(
                value=names[each.decimal], label=names[each.decimal], apply=with_format(each)
            )
            for each in formats
        ],
    )
