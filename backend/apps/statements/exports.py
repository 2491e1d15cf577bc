"""All transactions of a query as one file, streamed by Postgres itself."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Func, QuerySet, TextField
from django.db.models.functions import Cast

from apps.statements.models import Transaction

COLUMNS = (
    "date",
    "description",
    "merchant",
    "category",
    "kind",
    "amount",
    "currency",
    "card",
    "statement",
)
"""The reader knows them as the format `consolidated`."""


class Harmless(Func):
    """A spreadsheet takes a cell that begins with one of = + - @ or a control character for a
    formula; a quote before it stops that. A cell that has such a quote of its own is given one
    more, or it would lose its own when it is read. Source: OWASP, CSV injection."""

    # By its number a letter is found faster than by a pattern.
    template = (
        "CASE WHEN ascii(%(expressions)s) IN (43, 45, 61, 64)"
        " OR ascii(%(expressions)s) BETWEEN 1 AND 31"
        " OR (ascii(%(expressions)s) = 39 AND %(expressions)s ~ '^''+[=+@\\u0001-\\u001f-]')"
        " THEN '''' || %(expressions)s ELSE %(expressions)s END"
    )
    output_field = TextField()


def stream_csv(transactions: QuerySet[Transaction]) -> Iterator[bytes]:
    """UTF-8 CSV with a header, ISO dates, decimal points, spend positive."""
    rows = transactions.values_list(
        "date",
        Harmless("description"),
        Harmless("merchant"),
        Harmless("category"),
        "kind",
        "amount",
        "currency",
        Harmless("card"),
        Harmless("statement__filename"),
    )
    yield (",".join(COLUMNS) + "\n").encode()
    yield from _copy(rows, "{rows}", "FORMAT csv")


def stream_json_lines(transactions: QuerySet[Transaction]) -> Iterator[bytes]:
    """A JSON object a line, with the columns of the CSV; amounts as decimal strings."""
    rows = transactions.values_list(
        "date",
        "description",
        "merchant",
        "category",
        "kind",
        Cast("amount", TextField()),
        "currency",
        "card",
        "statement__filename",
    )
    # JSON has no such characters, so that nothing in it is quoted once more.
    bare = r"FORMAT csv, QUOTE E'\x01', ESCAPE E'\x01', DELIMITER E'\x02'"
    lines = "SELECT row_to_json(line) FROM ({rows}) AS line ({names})"
    yield from _copy(rows, lines.replace("{names}", ", ".join(COLUMNS)), bare)


def _copy(rows: QuerySet[Transaction, Any], select: str, options: str) -> Iterator[bytes]:
    """`select` has {rows} where the query stands."""
    sql, parameters = rows.query.sql_with_params()
    with transaction.atomic(), connection.cursor() as cursor:
        query = select.replace("{rows}", cursor.mogrify(sql, parameters))
        with cursor.copy(f"COPY ({query}) TO STDOUT WITH ({options})") as copy:
            for piece in copy:
                yield bytes(piece)
