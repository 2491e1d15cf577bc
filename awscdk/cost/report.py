"""The report of `make cost` in each output format."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from awscdk.cost.baseline_2020 import with_workers_of_our_size
from awscdk.cost.charge import total
from awscdk.cost.estimate import Estimate
from awscdk.cost.markdown import markdown
from awscdk.cost.prices import DATED, REGION
from awscdk.cost.tables import Row, comparison, dollars, lines, summary
from awscdk.cost.text import text
from awscdk.cost.usage import HOURS


@dataclass(frozen=True, kw_only=True)
class Report:
    staging: Estimate
    production: Estimate
    original: Estimate

    @property
    def over_limit(self) -> list[str]:
        """Return a sentence for each environment above its limit."""
        return [
            f"{each.name} costs {dollars(total(each.at_rest))} $ a month at rest:"
            f" the limit is {each.limit}."
            for each in self._all
            if each.is_over_limit
        ]

    def as_text(self) -> str:
        return "\n\n".join(self._sections(text, heading="{}".format))

    def as_markdown(self, *, level: int) -> str:
        """Format as Markdown; `level` of its headings."""
        heading = ("#" * level + " {}").format
        return "\n\n".join(self._sections(markdown, heading=heading)) + "\n"

    def as_json(self) -> str:
        return json.dumps(
            {
                "prices": f"{REGION}, {DATED}",
                "dollars_a_month": {each.name: _numbers(each) for each in self._all},
                "over_limit": self.over_limit,
            },
            indent=2,
        )

    @property
    def _all(self) -> Sequence[Estimate]:
        return self.staging, self.production, self.original

    def _sections(
        self, table: Callable[[Sequence[Row]], str], *, heading: Callable[[str], str]
    ) -> Iterator[str]:
        yield f"Dollars a month. List prices of {REGION}, {DATED}."
        yield table(summary(self._all))
        yield from self._asleep()
        for each in (self.staging, self.production):
            yield heading(each.name.capitalize())
            yield table(lines(each))
        yield heading("Compared with the original of 2020")
        yield table(
            comparison(original=self.original, staging=self.staging, production=self.production)
        )
        yield (
            "With workers as large as ours, the original would"
            f" cost {dollars(with_workers_of_our_size())} $ more in light use."
        )
        yield heading("The original, line by line")
        yield table(lines(self.original))

    def _asleep(self) -> Iterator[str]:
        for each in self._all:
            if each.asleep_an_hour is not None:
                yield (
                    f"By its schedule {each.name} is stopped for {each.share_asleep:.0%} of a week."
                    f" A stopped hour costs {each.asleep_an_hour:.4f} $,"
                    f" a running hour {total(each.at_rest) / HOURS:.4f} $."
                )


def _numbers(estimate: Estimate) -> dict[str, Any]:
    return {
        "at_rest": round(total(estimate.at_rest), 2),
        "limit": estimate.limit,
        "light_use": round(total(estimate.light), 2),
        "asleep_an_hour": estimate.asleep_an_hour and round(estimate.asleep_an_hour, 4),
        "saved_by_sleep": round(estimate.saved_by_sleep, 2),
        "lines": [
            {
                "service": line.service,
                "what": line.what,
                "price": line.price.dollars,
                "unit": line.price.unit,
                "at_rest": round(line.at_rest, 4),
                "light_use": round(line.light, 4),
                "buys": line.buys,
            }
            for line in estimate.lines
        ],
    }
