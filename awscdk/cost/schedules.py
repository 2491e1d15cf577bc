"""EventBridge Scheduler and its functions."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.schedule import times_a_month
from awscdk.cost.usage import SECONDS_A_SWEEP, Usage
from awscdk.templates import Resource, Templates


def schedules(templates: Templates, usage: Usage) -> Iterator[Charge]:
    buys = "the sweep every minute, and off-hours"
    for schedule in templates.of("AWS::Scheduler::Schedule"):
        times = times_a_month(schedule.properties["ScheduleExpression"])
        function = _function(templates, schedule).properties
        gigabytes = function["MemorySize"] / 1024
        (architecture,) = function.get("Architectures", ["x86_64"])
        yield Charge(
            service="Lambda",
            what="schedules",
            buys=buys,
            price=prices.SCHEDULES,
            quantity=times / 1e6,
        )
        yield Charge(
            service="Lambda",
            what="invocations",
            buys=buys,
            price=prices.INVOCATIONS,
            quantity=times / 1e6,
        )
        yield Charge(
            service="Lambda",
            what=f"computing, 1 s per invocation, {function['MemorySize']} MB",
            buys=buys,
            price=prices.COMPUTING[architecture],
            quantity=times * gigabytes * SECONDS_A_SWEEP / 1e3,
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


def _function(templates: Templates, schedule: Resource) -> Resource:
    return templates.referred(schedule, schedule.properties["Target"]["Arn"])


def _variables(function: Resource) -> dict[str, object]:
    variables: dict[str, object] = function.properties.get("Environment", {}).get("Variables", {})
    return variables
