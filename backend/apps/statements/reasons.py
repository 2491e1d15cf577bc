"""Why a file or a row was not imported: every code, and what it says in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    # of a file
    "empty_file": _("The file is empty."),
    "archive": _("This is a compressed file. Unpack it first."),
    "pdf": _("This is a PDF. Download the statement as CSV from your bank instead."),
    "html_page": _(
        "This is a web page, not a CSV file. The bank session had probably expired when it was"
        " saved."
    ),
    "binary": _("The file contains binary (NUL) bytes and is damaged."),
    "line_too_long": _(
        "Line %(line)s is longer than 64 KiB: this does not look like a bank statement."
    ),
    "too_many_columns": _("The file has %(columns)s columns; the most is %(most)s."),
    "unknown_format": _(
        "No column of dates beside one of amounts was found. Is this a list of transactions?"
    ),
    "format_mismatch": _("The file cannot be read in the way that was chosen."),
    "no_rows": _("The file has column names but no rows below them."),
    "unclosed_quote": _("A quote that opens on line %(line)s never closes."),
    "bad_quote": _("Line %(line)s has a quote inside a quoted cell."),
    "file_missing": _("The file is gone. Upload it again."),
    "failed": _(
        "The import failed on our side; nothing was imported. Delete it and upload it again."
    ),
    "too_many_rows": _("The file has more than %(most)s rows. Split it, or export fewer months."),
    "nothing_new": _("Nothing new: all %(rows)s rows of the file were here already."),
    # a question about it
    "ambiguous_date": _(
        "%(cell)s can be read with the day first or with the month first. Choose the order."
    ),
    "unknown_sign": _("Are purchases the positive or the negative amounts? Choose one."),
    "two_amounts": _("More than one column has amounts (%(names)s). Choose which one to use."),
    "duplicate_column": _("Two columns are called “%(name)s”. Choose which one to use."),
    # what was noticed
    "encoding": _("The file is not UTF-8; it was read as %(encoding)s."),
    "delimiter": _("The cells are divided by “%(delimiter)s”."),
    "currency_assumed": _(
        "The file names no currency; its amounts are taken as %(currency)s. If that is wrong, read"
        " it differently."
    ),
    # of a row
    "header_changed": _(
        "Line %(line)s starts a second table with other columns: upload it as its own file."
    ),
    "column_count": _(
        "%(cells)s cells where the header has %(header)s: is the line incomplete, or a comma"
        " without quotes in it?"
    ),
    "bad_date": _("“%(cell)s” is not a date as the other rows have it."),
    "date_out_of_range": _("%(cell)s is too long ago or too far ahead."),
    "bad_amount": _("“%(cell)s” is not an amount."),
}


EMPTY = {
    "bad_date": _("The date is missing."),
    "bad_amount": _("The amount is missing."),
}
"""The sentences where the cell holds nothing."""


def tell(code: str, details: dict[str, Any]) -> str:
    """The sentence of a code, in the language that is active."""
    sentence = EMPTY.get(code) if details.get("cell") == "" else None
    return str(sentence or REASONS[code]) % details


def told(code: str, details: dict[str, Any]) -> dict[str, str]:
    return {"code": code, "message": tell(code, details)}
