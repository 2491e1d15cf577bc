"""The cost of an environment in each situation, and its limit."""

from collections.abc import Sequence
from dataclasses import dataclass

from awscdk.cost.bill import bill
from awscdk.cost.charge import Charge, total
from awscdk.cost.prices import Price
from awscdk.cost.schedule import share_asleep
from awscdk.cost.schedules import sleep_and_wake
from awscdk.cost.usage import AT_REST, HOURS, LIGHT, asleep
from awscdk.templates import Templates

# Dollars a month at rest; CI fails above.
LIMITS = {"staging": 45, "production": 160}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A value per situation; None if the environment has no such situation."""

    service: str
    what: str
    buys: str
    price: Price
    at_rest: float
    asleep: float | None
    light: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """Costs of each situation, as if it lasted a month."""

    name: str
    at_rest: Sequence[Charge]
    light: Sequence[Charge]
    asleep: Sequence[Charge] | None = None
    share_asleep: float = 0
    """Share of the month by schedule, from 0 to 1."""
    limit: int | None = None

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
    def lines(self) -> list[Line]:
        charges = [*self.at_rest, *self.light]
        kinds = {(each.service, each.what): each for each in charges}
        services = list(dict.fromkeys(each.service for each in charges))
        return [
            Line(
                service=each.service,
                what=each.what,
                buys=each.buys,
                price=each.price,
                at_rest=_quantity(self.at_rest, each),
                asleep=None if self.asleep is None else _quantity(self.asleep, each),
                light=_quantity(self.light, each),
            )
            for each in sorted(kinds.values(), key=lambda each: services.index(each.service))
        ]


def estimate(*, name: str, templates: Templates) -> Estimate:
    """Return the estimate. Raise UnsupportedError if something has no price."""
    at_rest = AT_REST[name]
    rest = sleep_and_wake(templates)
    return Estimate(
        name=name,
        at_rest=bill(templates, at_rest),
        light=bill(templates, LIGHT[name]),
        asleep=bill(templates, asleep(at_rest)) if rest else None,
        share_asleep=share_asleep(falls_asleep=rest[0], wakes_up=rest[1]) if rest else 0,
        limit=LIMITS[name],
    )


def _quantity(charges: Sequence[Charge], kind: Charge) -> float:
    return sum(
        each.quantity for each in charges if (each.service, each.what) == (kind.service, kind.what)
    )
