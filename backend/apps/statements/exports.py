"""Export of transactions as CSV or JSON Lines, streamed by Postgres with COPY."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import (
    DecimalField,
    F,
    Func,
    JSONField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from apps.statements.models import Category, Transaction

# Imported again as the format `consolidated`.
EXPORT_COLUMNS = (
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


class EscapeFormula(Func):
    """Prefix cells that a spreadsheet would run as a formula with a quote.

    These begin with one of = + - @ or a control character. A cell that already has such a quote
    gets another, as the import removes one. Source: OWASP, CSV injection.
    """

    # Comparing the character code is faster than a pattern.
    template = (
        "CASE WHEN ascii(%(expressions)s) IN (43, 45, 61, 64)"
        " OR ascii(%(expressions)s) BETWEEN 1 AND 31"
        " OR (ascii(%(expressions)s) = 39 AND %(expressions)s ~ '^''+[=+@\\u0001-\\u001f-]')"
        " THEN '''' || %(expressions)s ELSE %(expressions)s END"
    )
    output_field = TextField()

    def as_sql(self, *args: Any, **options: Any) -> Any:
        sql, parameters = super().as_sql(*args, **options)
        return sql, [*parameters] * self.template.count("%(expressions)s")


class WithCents(Func):
    """The amount with two decimals, or three if it has them."""

    template = "round(%(expressions)s, greatest(2, scale(trim_scale(%(expressions)s))))"
    output_field = DecimalField()


class TextOfKey(Func):
    """The text under a key of a JSON object."""

    template = "(%(expressions)s)"
    arg_joiner = " ->> "
    output_field = TextField()


def shown_category(*, owner_id: int) -> F | Coalesce:
    """Return an expression for the name that the owner has given a category, else its key."""
    renamed = Category.objects.filter(owner_id=owner_id).exclude(name="")
    names = dict(renamed.values_list("key", "name"))
    if not names:
        return F("category")
    return Coalesce(TextOfKey(Value(names, JSONField()), "category"), "category")


def stream_csv(transactions: QuerySet[Transaction], *, owner_id: int) -> Iterator[bytes]:
    """Yield UTF-8 CSV with a header, ISO dates, decimal points, and positive spending.

    Categories that the owner has renamed are exported by their names.
    """
    rows = transactions.values_list(
        "date",
        EscapeFormula("description"),
        EscapeFormula("merchant"),
        EscapeFormula(shown_category(owner_id=owner_id)),
        "kind",
        WithCents("amount"),
        "currency",
        EscapeFormula("card"),
        EscapeFormula("statement__filename"),
    )
    yield (",".join(EXPORT_COLUMNS) + "\n").encode()
    yield from _copy(rows, "{rows}", "FORMAT csv")


def stream_json_lines(transactions: QuerySet[Transaction], *, owner_id: int) -> Iterator[bytes]:
    """Yield a JSON object per line, with the columns of the CSV; amounts are decimal strings."""
    rows = transactions.values_list(
        "date",
        "description",
        "merchant",
        shown_category(owner_id=owner_id),
        "kind",
        Cast(WithCents("amount"), TextField()),
        "currency",
        "card",
        "statement__filename",
    )
    # JSON does not contain these characters, so COPY quotes nothing.
    bare = r"FORMAT csv, QUOTE E'\x01', ESCAPE E'\x01', DELIMITER E'\x02'"
    lines = "SELECT row_to_json(line) FROM ({rows}) AS line ({names})"
    yield from _copy(rows, lines.replace("{names}", ", ".join(EXPORT_COLUMNS)), bare)


def _copy(rows: QuerySet[Transaction, Any], select: str, options: str) -> Iterator[bytes]:
    """Yield the output of COPY; {rows} in `select` is replaced with the query."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # Django knows without a query that nothing matches
        return
    with transaction.atomic(), connection.cursor() as cursor:
        query = select.replace("{rows}", cursor.mogrify(sql, parameters))
        with cursor.copy(f"COPY ({query}) TO STDOUT WITH ({options})") as copy:
            for chunk in copy:
                yield bytes(chunk)
