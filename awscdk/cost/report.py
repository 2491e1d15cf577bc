"""The report of `make cost` as text, Markdown, JSON and in the documentation's cost page."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awscdk.assembly import ROOT
from awscdk.cost.baseline_2020 import with_workers_of_our_size
from awscdk.cost.estimate import Estimate, Quantities
from awscdk.cost.prices import DATED, US_EAST_1, LineItem, total
from awscdk.cost.usage import HOURS

PAGE = ROOT / "documentation" / "cost.md"
BEGIN = "<!-- Written by `make cost` from here on. -->"
END = "<!-- Until here. -->"
Row = Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Report:
    staging: Estimate
    production: Estimate
    original: Estimate
    elsewhere: Sequence[Estimate] = ()
    """The same environments in other regions."""

    @property
    def over_limit(self) -> list[str]:
        """Return a sentence for each environment above its limit."""
        return [
            f"{each.label} costs {dollars(total(each.at_rest))} $ a month at rest:"
            f" the limit is {each.limit}."
            for each in self._all
            if each.is_over_limit
        ]

    def as_text(self) -> str:
        return "\n\n".join(self._sections(text_table, heading="{}".format))

    def as_markdown(self, *, level: int) -> str:
        """Format as Markdown; `level` of its headings."""
        heading = ("#" * level + " {}").format
        return "\n\n".join(self._sections(markdown_table, heading=heading)) + "\n"

    def as_json(self) -> str:
        return json.dumps(
            {
                "prices": f"{US_EAST_1.region}, {DATED}",
                "dollars_a_month": {each.label: _numbers(each) for each in self._all},
                "over_limit": self.over_limit,
            },
            indent=2,
        )

    @property
    def _all(self) -> Sequence[Estimate]:
        return self.staging, self.production, *self.elsewhere, self.original

    def _sections(
        self, table: Callable[[Sequence[Row]], str], *, heading: Callable[[str], str]
    ) -> Iterator[str]:
        yield f"Dollars a month. List prices of {US_EAST_1.region} if no other is named, {DATED}."
        yield table(summary_table(self._all))
        yield from self._asleep()
        yield heading("A preview of eight hours")
        yield table(preview_table([each for each in self._all if each.name == "staging"]))
        for each in (self.staging, self.production):
            yield heading(each.name.capitalize())
            yield table(line_item_table(each))
        yield heading("Compared with the original of 2020")
        yield table(
            comparison_table(
                original=self.original, staging=self.staging, production=self.production
            )
        )
        yield (
            "With workers as large as ours, the original would"
            f" cost {dollars(with_workers_of_our_size())} $ more in light use."
        )
        yield heading("The original, line by line")
        yield table(line_item_table(self.original))

    def _asleep(self) -> Iterator[str]:
        for each in self._all:
            if each.asleep_an_hour is not None and each.region == US_EAST_1.region:
                yield (
                    f"By its schedule {each.name} is stopped for {each.share_asleep:.0%} of a week."
                    f" A stopped hour costs {each.asleep_an_hour:.4f} $,"
                    f" a running hour {total(each.at_rest) / HOURS:.4f} $."
                )


def with_tables(page: str, report: Report) -> str:
    """Return the page with updated tables."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{report.as_markdown(level=3)}\n{END}{after}"


def update_page(page: Path, report: Report) -> bool:
    """Write the page; return True if it changed."""
    old = page.read_text()
    new = with_tables(old, report)
    if new != old:
        page.write_text(new)
    return new != old


def text_table(rows: Sequence[Row]) -> str:
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


def markdown_table(rows: Sequence[Row]) -> str:
    """Return a table; the first row is the head, totals are bold."""
    head, *body = rows
    rule = ["---:" if are_numbers(column) else "---" for column in zip(*body, strict=True)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *map(_emphasized, body)))


def summary_table(estimates: Sequence[Estimate]) -> list[Row]:
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
                each.label,
                dollars(total(each.at_rest)),
                "" if each.limit is None else str(each.limit),
                dollars(total(each.light)),
                dollars(total(each.at_rest) - each.saved_by_sleep) if each.asleep else "",
                dollars(total(each.light) - each.saved_by_sleep) if each.asleep else "",
            )
            for each in estimates
        ),
    ]


def preview_table(estimates: Sequence[Estimate]) -> list[Row]:
    """Return the costs of previews, each of which is like staging."""
    return [
        ("$ a preview", "at rest", "with two hours of work"),
        *(
            (each.region, dollars(each.preview_at_rest), dollars(each.preview_in_use))
            for each in estimates
        ),
    ]


def line_item_table(estimate: Estimate) -> list[Row]:
    """Return the table of one environment, with an extra column if it has off-hours."""
    head = ["service", "what", "price", "at rest", "light use", "$ at rest", "$ light use", "buys"]
    totals = [dollars(total(estimate.at_rest)), dollars(total(estimate.light))]
    if estimate.asleep is not None:
        head.insert(6, "$ asleep")
        totals.insert(1, dollars(total(estimate.asleep)))
    foot = ["total", "", "", "", "", *totals, ""]
    return [head, *map(_row, estimate.quantities), foot]


def comparison_table(*, original: Estimate, staging: Estimate, production: Estimate) -> list[Row]:
    """Return the costs by service."""
    columns = [
        *(each.at_rest for each in (original, staging, production)),
        *(each.light for each in (original, production)),
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


def _emphasized(row: Row) -> Row:
    return [cell and f"**{cell}**" for cell in row] if row[0] == "total" else row


def _numbers(estimate: Estimate) -> dict[str, Any]:
    return {
        "at_rest": round(total(estimate.at_rest), 2),
        "limit": estimate.limit,
        "light_use": round(total(estimate.light), 2),
        "asleep_an_hour": estimate.asleep_an_hour and round(estimate.asleep_an_hour, 4),
        "saved_by_sleep": round(estimate.saved_by_sleep, 2),
        "lines": [
            {
                "service": each.item.service,
                "what": each.item.what,
                "price": each.item.price.dollars,
                "unit": each.item.price.unit,
                "at_rest": round(each.at_rest, 4),
                "light_use": round(each.light, 4),
                "buys": each.item.buys,
            }
            for each in estimate.quantities
        ],
    }


def _row(each: Quantities) -> Row:
    item, price = each.item, each.item.price.dollars
    amounts = (each.at_rest, each.asleep, each.light)
    return [
        item.service,
        item.what,
        f"{price:.5f}".rstrip("0").rstrip(".") + f" / {item.price.unit}",
        _quantity(each.at_rest),
        _quantity(each.light),
        *(dollars(amount * price) for amount in amounts if amount is not None),
        item.buys,
    ]


def _quantity(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 100 or amount == int(amount) else f"{amount:.3g}"


def _of(items: Sequence[LineItem], service: str) -> list[LineItem]:
    return [each for each in items if each.service == service]
