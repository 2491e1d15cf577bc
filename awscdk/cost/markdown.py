"""Markdown tables for the documentation and merge requests."""

from collections.abc import Sequence

from awscdk.cost.tables import Row, are_numbers


def markdown(rows: Sequence[Row]) -> str:
    """Return a table; the first row is the head, totals are bold."""
    head, *body = rows
    rule = ["---:" if are_numbers(column) else "---" for column in zip(*body, strict=True)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *map(_emphasized, body)))


def _emphasized(row: Row) -> Row:
    return [cell and f"**{cell}**" for cell in row] if row[0] == "total" else row
