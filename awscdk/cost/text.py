"""Tables for a terminal."""

from collections.abc import Sequence

from awscdk.cost.tables import Row, are_numbers


def text(rows: Sequence[Row]) -> str:
    """Return a table; the first row is the head, totals are separated."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    to_the_right = [are_numbers(column[1:]) for column in columns]
    written = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, to_the_right, strict=True)
        ).rstrip()
        for row in rows
    ]
    rule = "-" * max(map(len, written))
    written.insert(1, rule)
    if rows[-1][0] == "total":
        written.insert(-1, rule)
    return "\n".join(written)
