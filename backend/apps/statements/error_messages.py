"""Codes and messages of errors, questions and notes about files and rows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ERROR_MESSAGES = {
    # Errors of a file
    "empty_file": _("The file is empty."),
    "archive": _("This is a compressed file. Unpack it first."),
    "workbook_protected": _(
        "The workbook is protected with a password. Save it without one, and upload it again."
    ),
    "workbook_damaged": _(
        "The file is not a workbook of Excel, or is damaged. Download it again, or export CSV."
    ),
    "workbook_too_large": _(
        "The workbook is too large to be read. Export fewer months, or CSV instead."
    ),
    "ofx_declaration": _(
        "Line %(line)s has a declaration that no OFX file of a bank has. Download the file again."
    ),
    "ofx_incomplete": _(
        "The file ends on line %(line)s, before the end of its transactions. Download it again."
    ),
    "no_transactions": _("The file has no transactions. Choose another period at your bank."),
    "pdf": _("This is a PDF. Download the statement as CSV, Excel or OFX from your bank instead."),
    "qif": _("This is a QIF file. Export CSV, Excel or OFX from your bank instead."),
    "camt": _("This is a CAMT file. Export CSV, Excel or OFX from your bank instead."),
    "mt940": _("This is an MT940 file. Export CSV, Excel or OFX from your bank instead."),
    "html_page": _(
        "This is a web page, not a CSV file. The bank session had probably expired when it was"
        " saved."
    ),
    "binary": _("The file contains binary (NUL) bytes and is damaged."),
    "line_too_long": _(
        "Line %(line)s is longer than 64 KiB: this does not look like a bank statement."
    ),
    "too_many_columns": _("The file has %(columns)s columns; the limit is %(most)s."),
    "unknown_format": _("No date and amount columns found. Is this a list of transactions?"),
    "format_mismatch": _("The file does not match the selected settings."),
    "no_dates": _("No column has dates. Is this a list of transactions?"),
    "unreadable_dates": _("“%(cell)s” in the column “%(name)s” is not a date in any known form."),
    "no_amounts": _("No column has amounts. Is this a list of transactions?"),
    "no_description": _("No column has text that describes the transactions."),
    "encoding_mismatch": _("The file is not text in the encoding %(encoding)s."),
    "no_rows": _("The file has column names but no rows below them."),
    "unclosed_quote": _("The quote opened on line %(line)s is never closed."),
    "bad_quote": _("Line %(line)s has a quote inside a quoted cell."),
    "file_missing": _("The file is missing. Upload it again."),
    "failed": _(
        "The import failed because of an internal error; nothing was imported. Delete it and"
        " upload it again."
    ),
    "timed_out": _(
        "The import took too long and was stopped; nothing was imported. Split the file, or export"
        " fewer months."
    ),
    "interrupted": _(
        "The import was interrupted several times; nothing was imported. Delete it and"
        " upload it again."
    ),
    "cancelled": _("You cancelled the import; nothing was imported."),
    "too_many_rows": _("The file has more than %(most)s rows. Split it, or export fewer months."),
    "nothing_new": _("Nothing new: all %(rows)s rows are duplicates."),
    # Questions
    "ambiguous_date": _("%(cell)s could be day/month or month/day. Choose the date format."),
    "ambiguous_year": _("Does %(cell)s begin with the day or with the year? Choose one."),
    "no_year": _("The dates have no year (%(cell)s). Choose the year of the latest one."),
    "ambiguous_number": _(
        "Is %(cell)s a number with three decimals, or one in the thousands? Choose one."
    ),
    "unknown_sign": _("Are purchases positive or negative amounts? Choose one."),
    "two_amounts": _("More than one column has amounts (%(names)s). Choose which one to use."),
    "duplicate_column": _("Two columns are named “%(name)s”. Choose which one to use."),
    "debit_or_credit": _("Which column is spending, and which is income (%(names)s)? Choose one."),
    "unknown_marks": _("Which words in the column “%(name)s” mark spending, and which income?"),
    "unknown_statuses": _("Did the rows with these words in the column “%(name)s” move money?"),
    "unknown_currency": _("In which currency are the amounts booked? Choose one."),
    "unknown_encoding": _("Which of these reads right? Choose one."),
    "similar_rows": _(
        "%(rows)s rows look like ones that you already have, in other words or on another date."
        " Leave them out?"
    ),
    # Notes
    "booking_date": _("Rows without a date of purchase got their booking date instead: %(rows)s."),
    "left_out": _("Rows that moved no money were left out: %(rows)s (%(words)s)."),
    "overlap": _(
        "You already have transactions from %(first)s to %(last)s, and none is like those in this"
        " file. If it is another account, that is fine."
    ),
    "entered_rows": _(
        "%(rows)s of the transactions that you added yourself have the amount and date of rows in"
        " this file. Delete them if they are the same purchases."
    ),
    "sheet": _("The workbook has several sheets; “%(name)s” was read."),
    "encoding": _("The file is not UTF-8; it was read as %(encoding)s."),
    "delimiter": _("The columns are separated by “%(delimiter)s”."),
    "currency_assumed": _(
        "The file has no currency; %(currency)s was assumed. If this is wrong, import it"
        " again with another currency."
    ),
    "cell_cut": _(
        "Cells longer than %(most)s characters were shortened, the first on line %(line)s."
    ),
    # Errors of a row
    "header_changed": _(
        "Line %(line)s starts a second table with other columns. Upload it as a separate file."
    ),
    "column_count": _(
        "%(cells)s cells instead of %(header)s: is the line incomplete, or does it contain"
        " an unquoted comma?"
    ),
    "bad_date": _("“%(cell)s” is not a valid date."),
    "date_out_of_range": _("%(cell)s is too far in the past or future."),
    "bad_amount": _("“%(cell)s” is not a valid amount."),
    "unknown_status": _("It is unknown whether a row with the status “%(cell)s” moved money."),
}

# Messages for an empty cell.
EMPTY_CELL_MESSAGES = {
    "bad_date": _("The date is missing."),
    "bad_amount": _("The amount is missing."),
}


def error_message(code: str, details: dict[str, Any]) -> str:
    """Return the message of a code in the active language."""
    message = EMPTY_CELL_MESSAGES.get(code) if details.get("cell") == "" else None
    return str(message or ERROR_MESSAGES[code]) % details


def describe_error(code: str, details: dict[str, Any]) -> dict[str, str]:
    return {"code": code, "message": error_message(code, details)}
