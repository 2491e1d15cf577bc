"""EventBridge Scheduler, its expressions and its functions."""

import re
from collections.abc import Iterator

from awscdk.cost.prices import LineItem, Prices
from awscdk.cost.usage import HOURS, SECONDS_A_SWEEP, Usage
from awscdk.templates import Resource, Templates

MINUTES_OF_A_DAY = 24 * 60
WEEK = 7 * MINUTES_OF_A_DAY
# EventBridge counts Sunday as 1, so only names are supported.
DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
PERIODS = {"minute": 1, "hour": 60, "day": MINUTES_OF_A_DAY}


def schedules(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    buys = "the sweep every minute, and off-hours"
    for schedule in templates.of("AWS::Scheduler::Schedule"):
        times = times_a_month(schedule.properties["ScheduleExpression"])
        function = _function(templates, schedule).properties
        gigabytes = function["MemorySize"] / 1024
        (architecture,) = function.get("Architectures", ["x86_64"])
        yield LineItem("Lambda", "schedules", prices.schedules, times / 1e6, buys=buys)
        yield LineItem("Lambda", "invocations", prices.invocations, times / 1e6, buys=buys)
        yield LineItem(
            "Lambda",
            f"computing, 1 s per invocation, {function['MemorySize']} MB",
            prices.computing[architecture],
            times * gigabytes * SECONDS_A_SWEEP / 1e3,
            buys=buys,
        )


def sweeps(templates: Templates) -> float:
    """Return the number of sweeps per month."""
    return sum(
        times_a_month(schedule.properties["ScheduleExpression"])
        for schedule in templates.of("AWS::Scheduler::Schedule")
        if "CELERY_METRICS_URL" in _variables(_function(templates, schedule))
    )


def sleep_and_wake(templates: Templates) -> tuple[str, str] | None:
    """Return the expressions of the off-hours schedule, if there is one."""
    inputs = {
        schedule.properties["Target"].get("Input"): schedule.properties["ScheduleExpression"]
        for schedule in templates.of("AWS::Scheduler::Schedule")
        if "ALWAYS_ON" in _variables(_function(templates, schedule))
    }
    return (inputs['{"do":"sleep"}'], inputs['{"do":"wake"}']) if inputs else None


def times_a_month(expression: str) -> float:
    """Return the runs per month. Raise ValueError for an unsupported expression."""
    rate = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression)
    if rate:
        return HOURS * 60 / (int(rate[1]) * PERIODS[rate[2]])
    return len(minutes_of_a_week(expression)) * HOURS * 60 / WEEK


def minutes_of_a_week(expression: str) -> set[int]:
    """Return the minutes of the week, from Monday 0:00, of a `cron(…)`. Raise ValueError."""
    fields = re.fullmatch(r"cron\((\S+) (\S+) [?*] \* (\S+) \*\)", expression)
    if not fields:
        raise ValueError(f"{expression}: only rates and days of the week are supported")
    minutes, hours, days = (
        _numbers(text, size) for text, size in zip(fields.groups(), (60, 24, 7), strict=True)
    )
    return {
        day * MINUTES_OF_A_DAY + hour * 60 + minute
        for day in days
        for hour in hours
        for minute in minutes
    }


def share_asleep(*, falls_asleep: str, wakes_up: str) -> float:
    """Return the share of a week asleep, from 0 to 1, from the first attempt. Raise ValueError."""
    sleeps, wakes = minutes_of_a_week(falls_asleep), minutes_of_a_week(wakes_up)
    is_asleep, minutes = False, 0
    # The first week determines the state on Monday.
    for minute in range(2 * WEEK):
        is_asleep = (is_asleep or minute % WEEK in sleeps) and minute % WEEK not in wakes
        minutes += is_asleep and minute >= WEEK
    return minutes / WEEK


def _function(templates: Templates, schedule: Resource) -> Resource:
    return templates.referred(schedule, schedule.properties["Target"]["Arn"])


def _variables(function: Resource) -> dict[str, object]:
    variables: dict[str, object] = function.properties.get("Environment", {}).get("Variables", {})
    return variables


def _numbers(text: str, size: int) -> set[int]:
    """Return the values of a cron field: `*`, `7`, `20-23`, `0/15`, `MON-FRI`, or a list."""
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        begin, end = 0, size - 1
        if first not in ("*", "?"):
            begin = _number(first, size)
            if last or not step:
                end = _number(last or first, size)
        found.update(range(begin, end + 1, int(step or 1)))
    return found


def _number(text: str, size: int) -> int:
    return DAYS.index(text) if size == len(DAYS) else int(text)
