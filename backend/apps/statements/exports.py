"""All transactions of a query as one CSV file, streamed by Postgres itself."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import F, Func, QuerySet, TextField, Value

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


def stream_csv(transactions: QuerySet[Transaction]) -> Iterator[bytes]:
    """UTF-8 CSV with a header, ISO dates, decimal points, spend positive."""
    rows = transactions.values_list(
        "date",
        _harmless("description"),
        _harmless("merchant"),
        _harmless("category"),
        "kind",
        "amount",
        "currency",
        _harmless("card"),
        _harmless("statement__filename"),
    )
    sql, parameters = rows.query.sql_with_params()
    yield (",".join(COLUMNS) + "\n").encode()
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY ({cursor.mogrify(sql, parameters)}) TO STDOUT WITH (FORMAT csv)"
        ) as copy,
    ):
        for piece in copy:
            yield bytes(piece)


def _harmless(column: str) -> Func:
    """A spreadsheet takes a cell that begins like this for a formula; a quote before it stops that.

    Source: OWASP, CSV injection.
    """
    return Func(
        F(column),
        Value(r"^([=+\-@\t\r])"),
        Value(r"'\1"),
        function="regexp_replace",
        output_field=TextField(),
    )
