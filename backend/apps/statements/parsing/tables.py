"""Opening of a statement file as a table with a column mapping."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO

from apps.statements.parsing.amounts import NumberFormat, detect_number_formats
from apps.statements.parsing.column_mapping import ColumnMapping, SignedAmount
from apps.statements.parsing.columns import find_balance_column
from apps.statements.parsing.dates import DateParser, detect_date_orders, parser_for_order
from apps.statements.parsing.delimiters import (
    CELL_SEPARATOR,
    DELIMITERS,
    SAMPLE_LINES,
    Sample,
    TextRows,
    read_samples,
)
from apps.statements.parsing.encoding import UnreadableFileError, detect_encodings
from apps.statements.parsing.file_types import OFX, WORKBOOK, detect_file_type
from apps.statements.parsing.formats import BankFormat, known_formats, strip_header
from apps.statements.parsing.inference.mapping import MappingInference
from apps.statements.parsing.normalization import excerpt
from apps.statements.parsing.ofx import open_ofx
from apps.statements.parsing.opened_table import Note, Table
from apps.statements.parsing.questions import (
    PREVIEW_ROWS,
    NeedsChoiceError,
    Option,
    Question,
    date_order_doubt,
    row_preview,
)
from apps.statements.parsing.recognition import (
    Header,
    find_headerless_format,
    find_known_header,
    find_likely_header,
    is_typed_row,
)
from apps.statements.parsing.row_results import Row
from apps.statements.parsing.rows import TEXT_FORMULA, unwrap_cells
from apps.statements.parsing.user_answers import Answers
from apps.statements.parsing.workbooks import read_sheets

MAX_COLUMNS = 100
# Rows that are examined for a date and an amount.
MAX_TYPED_ROWS = 50
NO_ANSWERS = Answers()


def open_table(
    file: BinaryIO,
    *,
    answers: Answers = NO_ANSWERS,
    remembered: Callable[[str], Answers | None] = lambda _: None,
    fallback_currency: str = "USD",
) -> Table:
    """Open the file; `remembered` returns earlier answers for a signature.

    Raise UnreadableFileError if nothing can be imported, and NeedsChoiceError if the user must
    answer a question.
    """
    file_type = detect_file_type(file)
    if file_type == OFX:
        return open_ofx(file, answers, remembered, fallback_currency)
    if file_type == WORKBOOK:
        return _open_workbook(file, answers, remembered, fallback_currency)
    encodings = detect_encodings(file, answer=answers.encoding)
    if len(encodings) > 1 and (question := _encoding_question(file, encodings, answers)):
        raise question
    encoding = encodings[0]
    text = TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        table = _TableOpener(text, DELIMITERS, answers, remembered, fallback_currency).open()
    except BaseException:
        text.detach()
        raise
    if not encoding.startswith("utf"):
        table.notes.insert(0, Note("encoding", {"encoding": encoding}))
    return table


def _open_workbook(
    file: BinaryIO,
    answers: Answers,
    remembered: Callable[[str], Answers | None],
    fallback_currency: str,
) -> Table:
    """Open the first sheet that is a table."""
    errors = []
    sheets = read_sheets(file)
    for sheet in sheets:
        text = TextIOWrapper(sheet.file, encoding="utf-8", newline="")
        opener = _TableOpener(text, (CELL_SEPARATOR,), answers, remembered, fallback_currency)
        try:
            table = opener.open()
        except UnreadableFileError as error:
            errors.append(error)
            continue
        if len(sheets) > 1:
            table.notes.insert(0, Note("sheet", {"name": excerpt(sheet.name)}))
        return table
    raise errors[0]


def _encoding_question(
    file: BinaryIO, encodings: list[str], answers: Answers
) -> NeedsChoiceError | None:
    """Return the question in which encoding the file is, or None if its rows read alike."""
    options: list[Option] = []
    header: list[str] = []
    rows: list[list[str]] = []
    for encoding in encodings:
        try:
            table = open_table(file, answers=replace(answers, encoding=encoding))
            with closing(table.parse_rows()) as results:
                parsed = (row for row in results if isinstance(row, Row))
                preview = [
                    row_preview(row)
                    for row in islice(parsed, SAMPLE_LINES)
                    if not row.description.isascii()
                ]
            header = header or list(table.header)
        except NeedsChoiceError as choice:
            preview = choice.questions[0].options[0].preview
            header, rows = header or choice.header, rows or choice.rows
        except UnreadableFileError:
            continue
        finally:
            file.seek(0)
        if preview[:PREVIEW_ROWS] not in [option.preview for option in options]:
            options.append(Option(encoding, encoding, preview[:PREVIEW_ROWS]))
    if len(options) < 2:
        return None
    question = Question(field="encoding", code="unknown_encoding", options=options)
    return NeedsChoiceError([question], header=header, rows=rows, signature="")


class _TableOpener:
    def __init__(
        self,
        text: TextIOWrapper,
        delimiters: Sequence[str],
        answers: Answers,
        remembered: Callable[[str], Answers | None],
        fallback_currency: str,
    ) -> None:
        self.text = text
        self.answers = answers
        self.remembered = remembered
        self.fallback_currency = fallback_currency
        self.samples = read_samples(text, delimiters)

    def open(self) -> Table:
        if self.answers.format:
            known, sample, header = self._requested_format()
            if known.answers is not None:
                return self._inferred_table(sample, header)
            return self._known_table((known, sample, header))
        if (header := find_known_header(self.samples)) and header.format:
            answers = self._merged_answers(_signature(header.sample, header.cells))
            is_mapped = not header.format.generic and header.format.answers is None
            if is_mapped and not _assigns_columns(answers):
                return self._known_table((header.format, header.sample, header))
            return self._inferred_table(header.sample, header)
        if (shape := find_headerless_format(self.samples)) and not _assigns_columns(self.answers):
            return self._known_table((*shape, None))
        sample = self._best_sample()
        return self._inferred_table(sample, find_likely_header(sample))

    def _requested_format(self) -> tuple[BankFormat, Sample, Header | None]:
        known = next((each for each in known_formats() if each.id == self.answers.format), None)
        if known is None:
            raise UnreadableFileError("format_mismatch")
        if not known.header:
            for sample in self.samples:
                if sample.delimiter == known.delimiter:
                    return known, sample, None
            raise UnreadableFileError("format_mismatch")
        header = find_known_header(self.samples)
        if (
            header is None
            or header.format is None
            or strip_header(header.cells) not in {strip_header(names) for names in known.headers}
        ):
            raise UnreadableFileError("format_mismatch")
        return known, header.sample, header

    def _known_table(self, found: tuple[BankFormat, Sample, Header | None]) -> Table:
        known, sample, header = found
        width = len(header.cells) if header else known.width
        if header and known.ragged_rows:
            width = len(strip_header(header.cells))
        names = header.cells if header else [known.id]
        signature = _signature(sample, names)
        answers = self._merged_answers(signature)
        balance_column = find_balance_column(header.cells if header else known.columns)
        mapping = replace(known.mapping(width=width), balance_column=balance_column)
        mapping = replace(mapping, dates=self._date_parser(known, mapping, sample, header, answers))
        if sample.is_sheet:
            mapping = replace(mapping, number_format=_sheet_number_format(mapping, header))
        if answers.charge_sign and isinstance(mapping.amount, SignedAmount):
            negative = answers.charge_sign == "negative"
            mapping = replace(
                mapping, amount=replace(mapping.amount, charges_are_negative=negative)
            )
        if answers.currency:
            mapping = replace(mapping, currency=answers.currency, currency_column=None)
        if answers.name:
            mapping = replace(mapping, name=answers.name)
        notes = []
        if sample.delimiter != known.delimiter and not sample.is_sheet:
            notes.append(Note("delimiter", {"delimiter": sample.delimiter}))
        return Table(
            mapping=mapping,
            header=_column_names(header),
            signature=signature,
            answers=answers,
            notes=notes,
            source=TextRows(
                text=self.text,
                delimiter=sample.delimiter,
                quotes=known.quoting != "none",
                first_line=header.line if header else 0,
            ),
        )

    def _date_parser(
        self,
        known: BankFormat,
        mapping: ColumnMapping,
        sample: Sample,
        header: Header | None,
        answers: Answers,
    ) -> DateParser:
        """Return the parser for the answered order, the format's, or the one that the cells prove.

        Raise NeedsChoiceError if several orders match.
        """
        rows = header.rows if header else [cells for _, cells in sample.rows]
        rows = [row for row in rows if mapping.fits(row)]
        cells = [row[mapping.date_column] for row in rows]
        # Dates of a sheet, unlike its texts, are in ISO format whatever the bank's CSV has.
        if sample.is_sheet and list(orders := detect_date_orders(cells)) == ["year_first"]:
            return orders["year_first"]
        if answers.date_order and answers.date_order != mapping.dates.order:
            parser = parser_for_order(cells, answers.date_order)
            if parser is None:
                raise UnreadableFileError("format_mismatch")
            return parser
        if len(known.date_orders) == 1 or answers.date_order or not cells:
            return mapping.dates
        orders = detect_date_orders(cells)
        if len(orders) > 1:
            question = date_order_doubt(cells, orders).question(mapping, rows)
            signature = _signature(sample, header.cells if header else [])
            raise NeedsChoiceError(
                [question], header=list(_column_names(header)), rows=rows, signature=signature
            )
        return next(iter(orders.values()), mapping.dates)

    def _inferred_table(self, sample: Sample, header: Header | None) -> Table:
        names = _column_names(header)
        rows = header.rows if header else [cells for _, cells in sample.rows]
        unwrap = any(TEXT_FORMULA.match(cell) for row in rows for cell in row)
        if unwrap:
            rows = [unwrap_cells(row) for row in rows]
        inference = MappingInference(names, rows, preamble=header.preamble if header else ())
        signature = _signature(sample, names or inference.shape)
        answers = self._merged_answers(signature)
        known = header.format if header else None
        of_bank = Answers.from_data((known.answers if known else None) or {})
        inferred = inference.infer(
            answers=of_bank.merged(answers),
            signature=signature,
            fallback_currency=self.fallback_currency,
        )
        mapping = replace(inferred.mapping, unwrap=unwrap)
        is_known = known and (known.answers is not None or _is_consistent(known, mapping))
        if known and is_known:
            mapping = replace(mapping, id=known.id, name=answers.name or known.name)
        notes = []
        if inferred.currency_is_assumed:
            notes.append(Note("currency_assumed", {"currency": mapping.currency}))
        return Table(
            mapping=mapping,
            header=names,
            signature=signature,
            answers=answers,
            notes=notes,
            source=TextRows(
                text=self.text,
                delimiter=sample.delimiter,
                first_line=_lines_above(sample, header, inference.rows_above),
            ),
        )

    def _best_sample(self) -> Sample:
        """Return the sample that has a header, or else the most rows of equal width."""
        fitting_ = [
            sample for sample in self.samples if any(len(row) > 1 for _, row in sample.rows)
        ]
        if not fitting_:
            raise UnreadableFileError("unknown_format")
        widest = max(len(row) for sample in fitting_ for _, row in sample.rows[:1])
        if widest > MAX_COLUMNS:
            raise UnreadableFileError("too_many_columns", columns=widest, most=MAX_COLUMNS)
        return max(fitting_, key=_regularity)

    def _merged_answers(self, signature: str) -> Answers:
        before = self.remembered(signature)
        return before.merged(self.answers) if before else self.answers


def _sheet_number_format(mapping: ColumnMapping, header: Header | None) -> NumberFormat:
    """Return the format of the amounts: numbers of a sheet have a point whatever the CSV has."""
    rows = [row for row in (header.rows if header else []) if mapping.fits(row)]
    cells = [row[column] for row in rows for column in mapping.amount.columns]
    found = detect_number_formats(cells, mapping.currency)
    return found[0] if len(found) == 1 else mapping.number_format


def _signature(sample: Sample, names: Sequence[str]) -> str:
    key = json.dumps([sample.delimiter, strip_header(names)])
    return sha256(key.encode()).hexdigest()


def _lines_above(sample: Sample, header: Header | None, rows_above: int) -> int:
    """Return the number of lines above the first transaction."""
    first = (header.index + 1 if header else 0) + rows_above
    if rows_above:
        return sample.rows[first][0] - 1
    return header.line if header else 0


def _column_names(header: Header | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in header.cells) if header else ()


def _regularity(sample: Sample) -> tuple[bool, int, int, int, bool]:
    """Return how well the delimiter fits: a header, rows of a date and an amount, equal widths."""
    widths = [len(row) for _, row in sample.rows if len(row) > 1]
    common = max(set(widths), key=widths.count)
    typed = sum(is_typed_row(row) for _, row in sample.rows[:MAX_TYPED_ROWS])
    # A decimal comma may split rows like a delimiter; no text has a tab.
    has_tabs = any("\t" in cell for _, row in sample.rows for cell in row)
    return find_likely_header(sample) is not None, typed, widths.count(common), common, not has_tabs


def _assigns_columns(answers: Answers) -> bool:
    """Return True if the user has said what columns or their cells mean."""
    columns = (
        answers.date_column,
        answers.description_column,
        answers.amount_column,
        answers.debit_column,
        answers.credit_column,
        answers.indicator_column,
        answers.status_column,
    )
    words = (answers.marks, answers.statuses, answers.decimal_separator)
    return any(column is not None for column in columns) or any(words)


def _is_consistent(known: BankFormat, mapping: ColumnMapping) -> bool:
    """Return True if the mapping is that of the bank, whose header others have as well."""
    if not known.generic:
        return False
    own = known.mapping(width=mapping.width)
    return own.amount == mapping.amount and own.dates.order == mapping.dates.order
