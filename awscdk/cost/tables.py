"""The estimates as rows of text, for the terminal and Markdown."""

from collections.abc import Sequence

from awscdk.cost.charge import Charge, total
from awscdk.cost.estimate import Estimate, Line

Row = Sequence[str]


def summary(estimates: Sequence[Estimate]) -> list[Row]:
    return [
        (
            "$ a month",
            "at rest",
            "limit",
            "light use",
            "at rest, by schedule",
            "light use, by schedule",
        ),
        *(
            (
                each.name,
                dollars(total(each.at_rest)),
                "" if each.limit is None else str(each.limit),
                dollars(total(each.light)),
                dollars(total(each.at_rest) - each.saved_by_sleep) if each.asleep else "",
                dollars(total(each.light) - each.saved_by_sleep) if each.asleep else "",
            )
            for each in estimates
        ),
    ]


def lines(estimate: Estimate) -> list[Row]:
    """Return the table of one environment, with an extra column if it has off-hours."""
    sleeps = estimate.asleep is not None
    head = ["service", "what", "price", "at rest", "light use", "$ at rest", "$ light use", "buys"]
    foot = [
        "total",
        "",
        "",
        "",
        "",
        dollars(total(estimate.at_rest)),
        dollars(total(estimate.light)),
    ]
    foot.append("")
    if estimate.asleep is not None:
        head.insert(6, "$ asleep")
        foot.insert(6, dollars(total(estimate.asleep)))
    return [head, *(_row(line, sleeps=sleeps) for line in estimate.lines), foot]


def comparison(*, original: Estimate, staging: Estimate, production: Estimate) -> list[Row]:
    """Return the costs by service."""
    columns = [
        original.at_rest,
        staging.at_rest,
        production.at_rest,
        original.light,
        production.light,
    ]
    services = dict.fromkeys(each.service for column in columns for each in column)
    return [
        (
            "$ a month",
            "original at rest",
            "staging at rest",
            "production at rest",
            "original, light use",
            "production, light use",
        ),
        *(
            (service, *(dollars(total(_of(column, service))) for column in columns))
            for service in services
        ),
        ("total", *(dollars(total(column)) for column in columns)),
    ]


def are_numbers(column: Sequence[str]) -> bool:
    """Return True if the column is right-aligned."""
    written = [cell.replace(",", "").replace(".", "") for cell in column if cell]
    return bool(written) and all(cell.isdecimal() for cell in written)


def dollars(amount: float) -> str:
    return f"{amount:,.2f}"


def _row(line: Line, *, sleeps: bool) -> Row:
    price = line.price.dollars
    amounts = [line.at_rest, line.asleep or 0, line.light] if sleeps else [line.at_rest, line.light]
    return [
        line.service,
        line.what,
        f"{price:.5f}".rstrip("0").rstrip(".") + f" / {line.price.unit}",
        _quantity(line.at_rest),
        _quantity(line.light),
        *(dollars(amount * price) for amount in amounts),
        line.buys,
    ]


def _quantity(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 100 or amount == int(amount) else f"{amount:.3g}"


def _of(charges: Sequence[Charge], service: str) -> list[Charge]:
    return [each for each in charges if each.service == service]
