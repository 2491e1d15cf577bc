"""The layout of a table that no known format describes: read where it is certain, else asked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from apps.statements.reading.amounts import currency_in, read_amount
from apps.statements.reading.answers import CHARGE_SIGNS, Answers
from apps.statements.reading.choices import (
    ROWS_SHOWN,
    NeedsChoice,
    Option,
    Question,
    ask_for_order,
    preview,
)
from apps.statements.reading.columns import Column, columns_of
from apps.statements.reading.dates import ASKED, DateReader, in_order
from apps.statements.reading.files import UnreadableFileError
from apps.statements.reading.kinds import CREDITS, marks, sort_said
from apps.statements.reading.layouts import AmountReader, DebitCredit, Indicated, Layout, Signed
from apps.statements.reading.outcomes import Details
from apps.statements.reading.texts import folded

CLEARLY = 4
"""So many times more words must say one thing than the other."""
FEW_WORDS = 12
"""Different cells of a column that says what sort of transaction a row is."""


class Inference:
    def __init__(self, header: list[str], rows: list[list[str]], *, fallback_currency: str) -> None:
        self.width = _width(header, rows)
        self.ragged = bool(header) and len(header) < self.width
        self.rows = [row for row in rows if len(row) == self.width]
        self.columns = columns_of(header, self.rows, width=self.width)
        self.answers = Answers()
        self.fallback_currency = fallback_currency
        self.questions: list[Question] = []
        self.currency_is_assumed = False

    @property
    def shape(self) -> list[str]:
        """What each column holds, where none has a name."""
        return [
            "date" if column.is_date else "number" if column.is_number else "text"
            for column in self.columns
        ]

    def layout(self, *, answers: Answers, header: list[str], signature: str) -> Layout:
        """Raises NeedsChoice, and UnreadableFileError where there is nothing to choose from."""
        self.answers = answers
        date = self._date_column()
        dates, orders = self._dates(date)
        amount, amounts = self._amount()
        description = self._description()
        draft = Layout(
            name=self.answers.name,
            currency=self._currency(amount),
            width=self.width,
            ragged=self.ragged,
            dates=dates,
            date_column=date.number,
            description_columns=(description.number,),
            amount=amount,
            decimal=self._decimal(amount),
            currency_column=self._first("currency", lambda column: column.is_currency),
            category_column=self._first("category", lambda column: column.is_text),
            card_column=self._first("card", lambda column: bool(column.cells)),
        )
        self._ask_for_order(draft, date, orders)
        self._ask_for_amount(draft, amounts)
        self._ask_for_sign(draft)
        if self.questions:
            raise NeedsChoice(
                self.questions, header=header, rows=self.rows[:ROWS_SHOWN], signature=signature
            )
        return self._signed(draft)

    # The date

    def _date_column(self) -> Column:
        if self.answers.date_column is not None:
            return self._column("date_column", self.answers.date_column)
        dates = [column for column in self.columns if column.is_date]
        for wanted in (
            [column for column in dates if column.role == "date" and column.is_exact],
            [column for column in dates if column.role == "date"],
            [column for column in dates if column.role != "posting"],
            dates,
        ):
            if wanted:
                return wanted[0]
        raise UnreadableFileError("unknown_format")

    def _dates(self, column: Column) -> tuple[DateReader, list[str]]:
        """The reader, and the orders that are asked about."""
        if order := self.answers.date_order:
            reader = in_order(column.cells, order)
            if reader is None:
                raise UnreadableFileError("format_mismatch")
            return reader, []
        if not column.orders:
            raise UnreadableFileError("format_mismatch")
        asked = [order for order in ASKED if order in column.orders]
        return column.orders.get(asked[0] if asked else "year_first") or next(
            iter(column.orders.values())
        ), list(column.orders) if len(column.orders) > 1 else []

    def _ask_for_order(self, draft: Layout, column: Column, orders: list[str]) -> None:
        if orders:
            readers = {order: column.orders[order] for order in orders}
            self.questions.append(ask_for_order(draft, self.rows, readers))

    # The amount

    def _amount(self) -> tuple[AmountReader, list[Column]]:
        """The reader, and the columns that are asked about."""
        said = self.answers
        if said.amount_column is not None:
            return self._reader_of(self._column("amount_column", said.amount_column)), []
        if said.debit_column is not None and said.credit_column is not None:
            debit = self._column("debit_column", said.debit_column)
            credit = self._column("credit_column", said.credit_column)
            return DebitCredit(debit=debit.number, credit=credit.number), []
        if pair := self._debit_and_credit():
            return pair, []
        numbers = [column for column in self.columns if column.is_number]
        named = [column for column in numbers if column.role == "amount"]
        candidates = named or [column for column in numbers if not column.role]
        if not candidates:
            raise UnreadableFileError("unknown_format")
        return self._reader_of(candidates[0]), candidates if len(candidates) > 1 else []

    def _ask_for_amount(self, draft: Layout, columns: list[Column]) -> None:
        if not columns:
            return
        alike = len({folded(column.name) for column in columns}) < len(columns)
        options = [
            Option(
                str(column.number),
                column.name or str(column.number + 1),
                preview(replace(draft, amount=self._reader_of(column)), self.rows),
            )
            for column in columns
        ]
        if alike and columns[0].name:
            self._ask("amount_column", "duplicate_column", {"name": columns[0].name}, options)
        else:
            names = ", ".join(option.label for option in options)
            self._ask("amount_column", "two_amounts", {"names": names}, options)

    def _debit_and_credit(self) -> DebitCredit | None:
        of = {
            role: [column for column in self.columns if column.role == role and not column.is_text]
            for role in ("debit", "credit")
        }
        for exactly in (True, False):
            debits, credits_ = (
                [column for column in columns if column.is_exact or not exactly]
                for columns in of.values()
            )
            if len(debits) == 1 and len(credits_) == 1:
                pair = DebitCredit(debit=debits[0].number, credit=credits_[0].number)
                decimal = self._decimal(pair)
                read = [pair.read(row, decimal) is not None for row in self.rows]
                return pair if sum(read) > len(read) * 0.5 else None
        return None

    def _reader_of(self, column: Column) -> AmountReader:
        if (marks := self._marks()) is not None and not self.answers.charge_sign:
            return Indicated(
                column=column.number, indicator=marks.number, **_meaning(marks, self.rows)
            )
        if self.answers.charge_sign:
            return Signed(
                column=column.number, charges_are_negative=self.answers.charge_sign == "negative"
            )
        # What most amounts are is no proof; it is how they are shown until somebody says.
        signs = [read_amount(cell, column.decimal) or 0 for cell in column.cells]
        negative = sum(sign < 0 for sign in signs) > len(signs) / 2
        return Signed(column=column.number, charges_are_negative=negative)

    def _marks(self) -> Column | None:
        """The column that says debit or credit of each row.

        One that is not named so must say both, of every row.
        """
        for column in self.columns:
            said = {cell.casefold() for cell in column.cells}
            if not said or not said <= marks("credit") | marks("charge"):
                continue
            says_both = said & marks("credit") and said & marks("charge")
            filled = len(column.cells) == len(self.rows)
            if column.role == "indicator" or (says_both and filled):
                return column
        return None

    # The sign

    def _ask_for_sign(self, draft: Layout) -> None:
        if not isinstance(draft.amount, Signed) or self.answers.charge_sign or self._sign(draft):
            return
        options = [
            Option(
                sign,
                sign,
                preview(replace(draft, amount=_with_sign(draft.amount, sign)), self.rows),
            )
            for sign in CHARGE_SIGNS
        ]
        self._ask("charge_sign", "unknown_sign", {}, options)

    def _signed(self, draft: Layout) -> Layout:
        if not isinstance(draft.amount, Signed) or self.answers.charge_sign:
            return draft
        return replace(draft, amount=_with_sign(draft.amount, self._sign(draft)))

    def _sign(self, draft: Layout) -> str:
        """The one that charges have, told by the words of the rows; nothing where they do not.

        A single word may be part of a name: it counts where charges would be the most rows, too.
        """
        assert isinstance(draft.amount, Signed)
        telling = [column for column in self.columns if column.is_text and _says_sorts(column)]
        votes: Counter[str] = Counter()
        signs: Counter[str] = Counter()
        for row in self.rows:
            amount = read_amount(row[draft.amount.column].strip(), draft.decimal)
            if not amount:
                continue
            sign, other = ("negative", "positive") if amount < 0 else ("positive", "negative")
            signs[sign] += 1
            said = sort_said(" ".join(row[column] for column in draft.description_columns).strip())
            said = said or next(
                (kind for column in telling if (kind := sort_said(row[column.number]))), ""
            )
            if said:
                votes[other if said in CREDITS else sign] += 1
        (sign, most), (_, least) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
        if not most or most < CLEARLY * least:
            return ""
        return sign if most > 1 or signs[sign] * 2 >= signs.total() else ""

    # The rest

    def _description(self) -> Column:
        if self.answers.description_column is not None:
            return self._column("description_column", self.answers.description_column)
        texts = [column for column in self.columns if column.cells and not column.is_date]
        for wanted in (
            [column for column in texts if column.role == "description" and column.is_exact],
            [column for column in texts if column.role == "description"],
            [column for column in texts if column.is_text and not column.role],
            [column for column in texts if column.is_text],
        ):
            if wanted:
                return max(wanted, key=lambda column: (len(column.cells), len(set(column.cells))))
        raise UnreadableFileError("unknown_format")

    def _currency(self, amount: AmountReader) -> str:
        columns = [self.columns[number] for number in amount.columns]
        cells = [cell for column in columns for cell in column.cells]
        named = next((column.currency for column in columns if column.currency), "")
        known = self.answers.currency or named or currency_in(cells)
        held = any(column.role == "currency" and column.is_currency for column in self.columns)
        self.currency_is_assumed = not known and not held
        return known or self.fallback_currency

    def _decimal(self, amount: AmountReader) -> str:
        return max(
            (self.columns[number] for number in amount.columns),
            key=lambda column: len(column.cells),
        ).decimal

    def _first(self, role: str, holds: Callable[[Column], bool]) -> int | None:
        return next(
            (column.number for column in self.columns if column.role == role and holds(column)),
            None,
        )

    def _column(self, field: str, number: int) -> Column:
        if number >= self.width:
            raise UnreadableFileError("format_mismatch", field=field)
        return self.columns[number]

    def _ask(self, field: str, code: str, details: Details, options: list[Option]) -> None:
        self.questions.append(Question(field=field, code=code, details=details, options=options))


def _width(header: list[str], rows: list[list[str]]) -> int:
    """Cells of most rows; more than there are names only where these hold nothing."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        raise UnreadableFileError("unknown_format")
    named = len(header)
    if not named or named in widths:
        return named or widths.most_common(1)[0][0]
    width = widths.most_common(1)[0][0]
    if width < named or any(any(row[named:]) for row in rows):
        raise UnreadableFileError("column_count", cells=width, header=named)
    return width


def _with_sign(amount: Signed, sign: str) -> Signed:
    return replace(amount, charges_are_negative=sign == "negative")


def _says_sorts(column: Column) -> bool:
    return len(set(column.cells)) <= FEW_WORDS


def _meaning(column: Column, rows: list[list[str]]) -> dict[str, frozenset[str]]:
    """An empty mark is the one that does not occur."""
    said = {row[column.number].strip().casefold() for row in rows}
    empty = frozenset({""} & said)
    if said & marks("credit") and not said & marks("charge"):
        return {"credits": marks("credit"), "charges": marks("charge") | empty}
    return {"credits": marks("credit") | empty, "charges": marks("charge")}
