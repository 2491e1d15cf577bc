"""The cost of an environment in each situation, and its limit."""

from collections.abc import Sequence
from dataclasses import dataclass

from awscdk.cost.bill import bill
from awscdk.cost.prices import US_EAST_1, LineItem, Prices, total
from awscdk.cost.schedules import share_asleep, sleep_and_wake
from awscdk.cost.usage import AT_REST, DAYS_OF_USE, HOURS, LIGHT, PREVIEW_HOURS, asleep
from awscdk.templates import Templates

# Dollars a month at rest, by region; CI fails above. Europe costs about a sixth more.
LIMITS = {
    "us-east-1": {"staging": 45, "production": 160},
    "eu-central-1": {"staging": 52, "production": 185},
}


@dataclass(frozen=True, kw_only=True)
class Quantities:
    """The quantity in each situation; None if the environment has no such situation."""

    item: LineItem
    at_rest: float
    asleep: float | None
    light: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """Costs of each situation, as if it lasted a month."""

    name: str
    region: str = US_EAST_1.region
    at_rest: Sequence[LineItem]
    light: Sequence[LineItem]
    asleep: Sequence[LineItem] | None = None
    share_asleep: float = 0
    """Share of the month by schedule, from 0 to 1."""
    limit: int | None = None

    @property
    def label(self) -> str:
        """Return the name, with the region if it is not the first."""
        return self.name if self.region == US_EAST_1.region else f"{self.name}, {self.region}"

    @property
    def is_over_limit(self) -> bool:
        return self.limit is not None and total(self.at_rest) > self.limit

    @property
    def asleep_an_hour(self) -> float | None:
        return None if self.asleep is None else total(self.asleep) / HOURS

    @property
    def saved_by_sleep(self) -> float:
        """Return the dollars per month by the schedule."""
        if self.asleep is None:
            return 0
        return self.share_asleep * (total(self.at_rest) - total(self.asleep))

    @property
    def preview_at_rest(self) -> float:
        """Return the dollars of eight hours, without the hosted zone, which is shared."""
        own = [each for each in self.at_rest if each.service != "Route 53"]
        return total(own) / HOURS * PREVIEW_HOURS

    @property
    def preview_in_use(self) -> float:
        """Return the dollars of eight hours with a day of light use."""
        return self.preview_at_rest + (total(self.light) - total(self.at_rest)) / DAYS_OF_USE

    @property
    def quantities(self) -> list[Quantities]:
        """Return those of each item, ordered by service."""
        items = [*self.at_rest, *self.light]
        unique = {(each.service, each.what): each for each in items}
        services = list(dict.fromkeys(each.service for each in items))
        return [
            Quantities(
                item=each,
                at_rest=_quantity(self.at_rest, each),
                asleep=None if self.asleep is None else _quantity(self.asleep, each),
                light=_quantity(self.light, each),
            )
            for each in sorted(unique.values(), key=lambda each: services.index(each.service))
        ]


def estimate(*, name: str, templates: Templates, prices: Prices = US_EAST_1) -> Estimate:
    """Return the estimate. Raise UnsupportedError if something has no price."""
    at_rest = AT_REST[name]
    rest = sleep_and_wake(templates)
    return Estimate(
        name=name,
        region=prices.region,
        at_rest=bill(templates, at_rest, prices),
        light=bill(templates, LIGHT[name], prices),
        asleep=bill(templates, asleep(at_rest), prices) if rest else None,
        share_asleep=share_asleep(falls_asleep=rest[0], wakes_up=rest[1]) if rest else 0,
        limit=LIMITS[prices.region][name],
    )


def _quantity(items: Sequence[LineItem], item: LineItem) -> float:
    return sum(
        each.quantity for each in items if (each.service, each.what) == (item.service, item.what)
    )
