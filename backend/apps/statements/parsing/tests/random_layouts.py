"""Random ledgers written in random layouts, and the right answers to the questions about them."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from apps.statements.parsing.questions import Question
from apps.statements.parsing.user_answers import Answers

LATEST = date(2026, 11, 1)
WORDS = {
    "cp1252": ["Café Müller", "Boulangerie Hélène", "Livraria São João", "Kaffebaren Århus"],
    "cp1250": ["Pekařství Růže", "Żabka Łódź Święty", "Cukrászda Őrség"],
    "cp1251": ["Пятёрочка продукты", "Аптека Здоровье", "Кафе Централ"],
    "cp1253": ["Φούρνος Αθηνών", "Σούπερ Μάρκετ"],
    "cp1254": ["Kahve Şişli", "Çiçek İğde", "Güneş Eczanesi"],
    "cp932": ["カフェ青空", "スーパー見本"],
    "gb18030": ["小面馆", "全家便利店"],
    "euc-kr": ["스타벅스 강남점", "파리바게뜨"],
    "utf-8": ["Blue Heron", "LANTERN BOOKS", "Café Ω 小面", "SHOP 24"],
}
# Names of date, description, amount, debit, credit, indicator, currency, status and balance.
NAMES = [
    ["Date", "Description", "Amount", "Debit", "Credit", "D/C", "Currency", "Status", "Balance"],
    ["Datum", "Empfänger", "Betrag", "Soll", "Haben", "S/H", "Währung", "Status", "Saldo"],
    ["Fecha", "Concepto", "Importe", "Cargo", "Abono", "D/H", "Divisa", "Estado", "Saldo"],
    ["Dato", "Tekst", "Beløp", "Ut", "Inn", "D/K", "Valuta", "Tilstand", "Saldo"],
    ["Kdy", "Kde", "Kolik", "Ven", "Dovnitř", "Jak", "Čeho", "Hotovo", "Zbývá"],
    [],
]
MARKS = {"D/C": "DC", "S/H": "SH", "D/H": "DH", "D/K": "DK"}
DATE_FORMATS: dict[str, tuple[str, ...]] = {
    "day_first": ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y.", "%d %b %Y", "%A, %d %B %Y"),
    "month_first": ("%m/%d/%Y", "%m-%d-%Y", "%b %d, %Y"),
    "year_first": ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y. %m. %d.", "%Y-%m-%d %H:%M:%S"),
}
SHUFFLED = ["date", "description", "amount", "currency", "status", "balance"]


@dataclass(frozen=True, kw_only=True)
class Transfer:
    day: date
    text: str
    amount: Decimal
    """Positive for spending."""
    is_pending: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    names: list[str]
    columns: list[str]
    delimiter: str
    encoding: str
    date_order: str
    date_format: str
    is_buddhist: bool
    decimal: str
    places: int
    grouping: bool
    sign: str
    """`positive`, `negative`, `pair` or `marks`."""
    currency: str

    @property
    def written_columns(self) -> list[str]:
        of_amount = {"pair": ["debit", "credit"], "marks": ["amount", "indicator"]}
        return [
            written
            for column in self.columns
            for written in (of_amount.get(self.sign, [column]) if column == "amount" else [column])
        ]

    def write(self, ledger: list[Transfer]) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\n")
        columns = self.written_columns
        if self.names:
            known = dict(zip(_FIELDS, self.names, strict=True))
            writer.writerow([known[column] for column in columns])
        balance = Decimal("5000.00")
        for transfer in ledger:
            balance -= transfer.amount
            cells = self._cells(transfer, balance)
            writer.writerow([cells[column] for column in columns])
        return text.getvalue().encode(self.encoding)

    def _cells(self, transfer: Transfer, balance: Decimal) -> dict[str, str]:
        size = self._number(abs(transfer.amount))
        is_credit = transfer.amount < 0
        negative = is_credit != (self.sign == "negative")
        return {
            "date": self._date(transfer.day),
            "description": transfer.text,
            "amount": f"-{size}" if negative and self.sign != "marks" else size,
            "debit": "" if is_credit else size,
            "credit": size if is_credit else "",
            "indicator": self.marks[is_credit],
            "currency": self.currency,
            "status": "PENDING" if transfer.is_pending else "BOOKED",
            "balance": self._number(balance),
        }

    @property
    def marks(self) -> str:
        return MARKS.get(self.names[5], "XY") if self.names else "XY"

    def _date(self, day: date) -> str:
        shifted = day.replace(year=day.year + 543) if self.is_buddhist else day
        return shifted.strftime(self.date_format)

    def _number(self, number: Decimal) -> str:
        text = f"{number:,.{self.places}f}" if self.grouping else f"{number:.{self.places}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.decimal == "," else text

    def right_value(self, question: Question, ledger: list[Transfer]) -> Any:
        """Return the value of the option that is right."""
        has_charges = any(each.amount > 0 for each in ledger)
        charge, credit = list(self.marks)
        columns = self.written_columns
        values: dict[str, Callable[[], Any]] = {
            "encoding": lambda: self._encoding_alike(question),
            "date_order": lambda: self.date_order,
            "charge_sign": lambda: (
                self.sign
                if self.sign in {"positive", "negative"}
                # Only one column of the pair has amounts, or only one mark occurs.
                else ("positive" if has_charges else "negative")
            ),
            "decimal_separator": lambda: "comma" if self.decimal == "," else "point",
            "marks": lambda: {charge: "charge", credit: "credit"},
            "amount_columns": lambda: (
                [columns.index("debit"), columns.index("credit")]
                if self.sign == "pair"
                else [columns.index("amount")]
            ),
            "statuses": lambda: {"BOOKED": "booked", "PENDING": "left_out"},
        }
        return values[question.field]()

    def _encoding_alike(self, question: Question) -> str:
        offered = [option.value for option in question.options]
        return self.encoding if self.encoding in offered else str(offered[0])


_FIELDS = (
    "date",
    "description",
    "amount",
    "debit",
    "credit",
    "indicator",
    "currency",
    "status",
    "balance",
)


def answered(answers: Answers, question: Question, value: Any) -> Answers:
    """Return the answers with the value, as the API takes it."""
    if question.field == "amount_columns":
        names = ["amount_column"] if len(value) == 1 else ["debit_column", "credit_column"]
        return answers.merged(Answers(**dict(zip(names, value, strict=True))))
    return answers.merged(Answers(**{question.field: value}))


@st.composite
def ledgers(draw: st.DrawFn, encoding: str, places: int) -> list[Transfer]:
    count = draw(st.integers(3, 12))
    days = sorted(draw(st.lists(st.integers(0, 60), min_size=count, max_size=count)))
    ledger = []
    for number, day in enumerate(days):
        units = draw(st.integers(1, 2_000_000).filter(lambda units: units % 10 or places < 3))
        amount = Decimal(units).scaleb(-places)
        word = draw(st.sampled_from(WORDS[encoding]))
        ledger.append(
            Transfer(
                day=LATEST - timedelta(days=60 - day),
                text=f"{word} {'ABCDEFGHIJKLMNOP'[number]}",
                amount=-amount if draw(st.integers(0, 3)) == 0 else amount,
            )
        )
    return ledger


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    encoding = draw(st.sampled_from(sorted(WORDS)))
    plain = [names for names in NAMES if all(map(str.isascii, names)) or encoding == "utf-8"]
    names = draw(st.sampled_from(plain))
    columns = ["date", "description", "amount"]
    columns += [each for each in ("currency", "status", "balance") if draw(st.booleans())]
    order = draw(st.sampled_from(sorted(DATE_FORMATS)))
    currency, places = draw(st.sampled_from([("EUR", 2), ("SEK", 2), ("THB", 2), ("TND", 3)]))
    if places == 3 and "currency" not in columns:
        columns.append("currency")
    return Layout(
        names=names,
        columns=draw(st.permutations(columns)),
        delimiter=draw(st.sampled_from([",", ";", "\t", "|"])),
        encoding=encoding,
        date_order=order,
        date_format=draw(st.sampled_from(DATE_FORMATS[order])),
        is_buddhist=draw(st.integers(0, 5)) == 0,
        decimal=draw(st.sampled_from([".", ","])),
        places=places,
        grouping=draw(st.booleans()),
        sign=draw(st.sampled_from(["positive", "negative", "pair", "marks"])),
        currency=currency,
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[Layout, list[Transfer]]:
    layout = draw(layouts())
    ledger = draw(ledgers(layout.encoding, layout.places))
    if "status" in layout.columns and layout.names and draw(st.booleans()):
        ledger[-1] = replace(ledger[-1], is_pending=True)
    return layout, ledger
