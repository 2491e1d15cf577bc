"""A statement file as a table: which layout it has, and what becomes of each line."""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from apps.statements.reading.answers import Answers
from apps.statements.reading.choices import NeedsChoice, ask_for_order
from apps.statements.reading.dates import DateReader, fitting, in_order
from apps.statements.reading.files import UnreadableFileError, detect_encoding
from apps.statements.reading.formats import Format, bare, known_formats, known_headers
from apps.statements.reading.inference import Inference
from apps.statements.reading.layouts import Layout, Signed
from apps.statements.reading.lines import Sample, divided, samples
from apps.statements.reading.outcomes import Details, Outcome
from apps.statements.reading.recognition import (
    Header,
    known_header,
    known_shape,
    likely_header,
    names_columns,
)
from apps.statements.reading.rows import read_rows

MOST_COLUMNS = 100
NOTHING_SAID = Answers()


class Note(NamedTuple):
    """What the owner should know of how the file was read."""

    code: str
    details: Details


@dataclass(kw_only=True)
class Table:
    layout: Layout
    header: tuple[str, ...]
    """The columns' names; empty where the file has none."""
    signature: str
    """The same for all files with these columns: answers are remembered under it."""
    answers: Answers
    """What was said of this file, and before of others with these columns."""
    notes: list[Note] = field(default_factory=list)
    _text: io.TextIOWrapper
    _delimiter: str
    _quotes: bool = True
    _first_line: int
    """Lines above the first row."""

    def outcomes(self) -> Iterator[Outcome]:
        """One for each line that is not blank. Raises UnreadableFileError."""
        self._text.seek(0)
        lines = divided(
            self._text, delimiter=self._delimiter, quotes=self._quotes, skip=self._first_line
        )
        yield from read_rows(self.layout, lines, is_header=self._is_header)
        # The file is its owner's to close.
        self._text.detach()

    def _is_header(self, cells: list[str]) -> str:
        if self.header and bare(cells) == bare(self.header):
            return "this"
        return "another" if bare(cells) in known_headers() or names_columns(cells) else ""


def open_table(
    file: BinaryIO,
    *,
    answers: Answers = NOTHING_SAID,
    remembered: Callable[[str], Answers | None] = lambda _: None,
    fallback_currency: str = "USD",
) -> Table:
    """`remembered` gives what was said before about files with a signature.

    Raises UnreadableFileError where nothing can be imported, and NeedsChoice.
    """
    encoding = detect_encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        table = _Opening(text, answers, remembered, fallback_currency).table()
    except BaseException:
        text.detach()
        raise
    if not encoding.startswith("utf"):
        table.notes.insert(0, Note("encoding", {"encoding": encoding}))
    return table


class _Opening:
    def __init__(
        self,
        text: io.TextIOWrapper,
        answers: Answers,
        remembered: Callable[[str], Answers | None],
        fallback_currency: str,
    ) -> None:
        self.text = text
        self.answers = answers
        self.remembered = remembered
        self.fallback_currency = fallback_currency
        self.samples = samples(text)

    def table(self) -> Table:
        if self.answers.format:
            return self._of(self._forced())
        if (header := known_header(self.samples)) and header.format:
            said = self._said(_signature(header.sample, header.cells))
            if not header.format.generic and not _rearranges(said):
                return self._of((header.format, header.sample, header))
            return self._inferred(header.sample, header)
        if (shape := known_shape(self.samples)) and not _rearranges(self.answers):
            return self._of((*shape, None))
        sample = self._divided_best()
        return self._inferred(sample, likely_header(sample))

    def _forced(self) -> tuple[Format, Sample, Header | None]:
        known = next((each for each in known_formats() if each.id == self.answers.format), None)
        if known is None:
            raise UnreadableFileError("format_mismatch")
        if not known.header:
            sample = next(each for each in self.samples if each.delimiter == known.delimiter)
            return known, sample, None
        header = known_header(self.samples)
        if (
            header is None
            or header.format is None
            or bare(header.cells) not in {bare(names) for names in known.headers}
        ):
            raise UnreadableFileError("format_mismatch")
        return known, header.sample, header

    def _of(self, found: tuple[Format, Sample, Header | None]) -> Table:
        known, sample, header = found
        width = len(header.cells) if header else known.width
        if header and known.ragged_rows:
            width = len(bare(header.cells))
        names = header.cells if header else [known.id]
        signature = _signature(sample, names)
        answers = self._said(signature)
        layout = known.layout(width=width)
        layout = replace(layout, dates=self._dates_of(known, layout, sample, header, answers))
        if answers.charge_sign and isinstance(layout.amount, Signed):
            negative = answers.charge_sign == "negative"
            layout = replace(layout, amount=replace(layout.amount, charges_are_negative=negative))
        if answers.currency:
            layout = replace(layout, currency=answers.currency, currency_column=None)
        if answers.name:
            layout = replace(layout, name=answers.name)
        notes = []
        if sample.delimiter != known.delimiter:
            notes.append(Note("delimiter", {"delimiter": sample.delimiter}))
        return Table(
            layout=layout,
            header=_names(header),
            signature=signature,
            answers=answers,
            notes=notes,
            _text=self.text,
            _delimiter=sample.delimiter,
            _quotes=known.quoting != "none",
            _first_line=header.line if header else 0,
        )

    def _dates_of(
        self,
        known: Format,
        layout: Layout,
        sample: Sample,
        header: Header | None,
        answers: Answers,
    ) -> DateReader:
        """As was said, or as the format has it; where it has several, as the cells prove.

        Raises NeedsChoice.
        """
        rows = header.rows if header else [cells for _, cells in sample.rows]
        rows = [row for row in rows if layout.fits(row)]
        cells = [row[layout.date_column] for row in rows]
        if answers.date_order and answers.date_order != layout.dates.order:
            said = in_order(cells, answers.date_order)
            if said is None:
                raise UnreadableFileError("format_mismatch")
            return said
        if len(known.date_formats) == 1 or answers.date_order or not cells:
            return DateReader(known.date_formats[:1])
        orders = fitting(cells)
        if len(orders) > 1:
            question = ask_for_order(layout, rows, orders)
            signature = _signature(sample, header.cells if header else [])
            raise NeedsChoice(
                [question], header=list(_names(header)), rows=rows, signature=signature
            )
        return next(iter(orders.values()), layout.dates)

    def _inferred(self, sample: Sample, header: Header | None) -> Table:
        names = _names(header)
        rows = header.rows if header else [cells for _, cells in sample.rows]
        inference = Inference(list(names), rows, fallback_currency=self.fallback_currency)
        signature = _signature(sample, names or inference.shape)
        answers = self._said(signature)
        layout = inference.layout(answers=answers, header=list(names), signature=signature)
        known = header.format if header else None
        if known and known.generic and _agree(known, layout):
            layout = replace(layout, id=known.id, name=answers.name or known.name)
        notes = []
        if inference.currency_is_assumed:
            notes.append(Note("currency_assumed", {"currency": layout.currency}))
        return Table(
            layout=layout,
            header=names,
            signature=signature,
            answers=answers,
            notes=notes,
            _text=self.text,
            _delimiter=sample.delimiter,
            _first_line=header.line if header else 0,
        )

    def _divided_best(self) -> Sample:
        """The sample with most rows that have a header above them, or at least equal widths."""
        fitting_ = [
            sample for sample in self.samples if any(len(row) > 1 for _, row in sample.rows)
        ]
        if not fitting_:
            raise UnreadableFileError("unknown_format")
        widest = max(len(row) for sample in fitting_ for _, row in sample.rows[:1])
        if widest > MOST_COLUMNS:
            raise UnreadableFileError("too_many_columns", columns=widest, most=MOST_COLUMNS)
        return max(fitting_, key=_regularity)

    def _said(self, signature: str) -> Answers:
        before = self.remembered(signature)
        return before.merged(self.answers) if before else self.answers


def _signature(sample: Sample, names: Sequence[str]) -> str:
    spelt = json.dumps([sample.delimiter, bare(names)])
    return sha256(spelt.encode()).hexdigest()


def _names(header: Header | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in header.cells) if header else ()


def _regularity(sample: Sample) -> tuple[bool, int, int]:
    widths = [len(row) for _, row in sample.rows if len(row) > 1]
    common = max(set(widths), key=widths.count)
    return likely_header(sample) is not None, widths.count(common), common


def _rearranges(answers: Answers) -> bool:
    """Whether somebody has said which column is which."""
    columns = (
        answers.date_column,
        answers.description_column,
        answers.amount_column,
        answers.debit_column,
        answers.credit_column,
    )
    return any(column is not None for column in columns)


def _agree(known: Format, layout: Layout) -> bool:
    own = known.layout(width=layout.width)
    return own.amount == layout.amount and own.dates.order == layout.dates.order
