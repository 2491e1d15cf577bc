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
        "The columns of this file are not those of a layout that can be read yet. Layouts that can:"
        " %(known)s. The first line of the file must be its column names."
    ),
    "no_rows": _("The file has column names but no rows below them."),
    "unclosed_quote": _("A quote that opens on line %(line)s never closes."),
    "bad_quote": _("Line %(line)s has a quote inside a quoted cell."),
    "file_missing": _("The file is gone. Upload it again."),
    "failed": _(
        "The import failed on our side; nothing was imported. Delete it and upload it again."
    ),
    # of a row
    "column_count": _(
        "%(cells)s cells where the header has %(header)s: is the line incomplete, or a comma"
        " without quotes in it?"
    ),
    "bad_date": _("“%(cell)s” is not a date (month/day/year)."),
    "date_out_of_range": _("%(cell)s is too long ago or too far ahead."),
    "bad_amount": _("“%(cell)s” is not an amount."),
}

Details = dict[str, str | int]


def tell(code: str, details: dict[str, Any]) -> str:
    """The sentence of a code, in the language that is active."""
    return str(REASONS[code]) % details
