"""Tables for the documentation and for merge requests."""

from collections.abc import Sequence

from awscdk.cost.tables import Row, are_numbers


def markdown(rows: Sequence[Row]) -> str:
    """The first is the head; a total is bold."""
    head, *body = rows
    rule = ["---:" if are_numbers(column) else "---" for column in zip(*body, strict=True)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *map(_emphasized, body)))


def _emphasized(row: Row) -> Row:
    return [cell and f"**{cell}**" for cell in row] if row[0] == "total" else row
