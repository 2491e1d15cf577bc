"""CloudWatch: alarms, metrics of our own, the dashboard, logs; and the mails of alarms."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.schedules import sweeps
from awscdk.cost.tasks import always_there
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates

ALARMS_OF_A_TARGET = 2
"""That Application Auto Scaling makes by itself where a service follows a target."""
AGE = " oldest"
"""Ends the name of the one of a queue's two metrics that every queue has an alarm on."""


def alarms(templates: Templates, usage: Usage) -> Iterator[Charge]:
    found = templates.of("AWS::CloudWatch::Alarm")
    fast = [each for each in found if each.properties.get("Period", 60) < 60]
    if len(found) > len(fast):
        yield _alarms("alarms", len(found) - len(fast), prices.ALARM)
    if fast:
        yield _alarms("alarms that look every ten seconds", len(fast), prices.FAST_ALARM)
    tracked = [
        each
        for each in templates.of("AWS::ApplicationAutoScaling::ScalingPolicy")
        if each.properties["PolicyType"] == "TargetTrackingScaling"
    ]
    if tracked:
        yield _alarms(
            "alarms that scaling makes by itself", ALARMS_OF_A_TARGET * len(tracked), prices.ALARM
        )


def _alarms(what: str, count: int, price: prices.Price) -> Charge:
    return Charge(
        service="CloudWatch",
        what=what,
        buys="workers from zero and back; a mail before people notice",
        price=price,
        quantity=count,
    )


def metrics(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """Those of the application's own namespace, in the hours in which somebody publishes them: an
    idle queue that scales to zero is silent (`scaling/policy.py: datapoint`)."""
    if usage.is_asleep:
        return
    watched = {
        each.properties["MetricName"]
        for each in templates.of("AWS::CloudWatch::Alarm")
        if not each.properties["Namespace"].startswith("AWS/")
    }
    # A queue's demand is published along with its age.
    published = watched | {name.removesuffix(AGE) for name in watched}
    silent = {
        service.properties["ServiceName"]
        for service in templates.of("AWS::ECS::Service")
        if always_there(templates, service) == 0
    }
    hours = 0.0
    for name in published:
        worker = f"worker-{name.removesuffix(AGE)}"
        hours += min(HOURS, usage.worker_hours.get(worker, 0)) if worker in silent else HOURS
    if published:
        yield Charge(
            service="CloudWatch",
            what="metrics of queues, and that they are counted",
            buys="what workers come by",
            price=prices.METRIC,
            quantity=hours / HOURS,
        )
    yield Charge(
        service="CloudWatch",
        what="calls that publish them",
        buys="the same",
        price=prices.METRIC_CALLS,
        quantity=sweeps(templates) / 1e3,
    )


def dashboards(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if found := templates.of("AWS::CloudWatch::Dashboard"):
        yield Charge(
            service="CloudWatch",
            what="dashboard",
            buys="one page that shows how it is",
            price=prices.DASHBOARD,
            quantity=len(found),
        )


def logs(templates: Templates, usage: Usage) -> Iterator[Charge]:
    groups = templates.of("AWS::Logs::LogGroup")
    if not groups:
        return
    days = max(each.properties["RetentionInDays"] for each in groups)
    yield Charge(
        service="CloudWatch",
        what="log lines",
        buys="what happened, by request",
        price=prices.LOG_LINES,
        quantity=usage.log_gigabytes,
    )
    yield Charge(
        service="CloudWatch",
        what=f"{days} days of them",
        buys="the same, later",
        price=prices.LOG_STORAGE,
        quantity=usage.log_gigabytes * days / 30,
    )


def mails(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if templates.of("AWS::SNS::Subscription"):
        yield Charge(
            service="SNS",
            what="mails of alarms",
            buys="that somebody knows",
            price=prices.MAILS,
            quantity=usage.mails / 1e5,
        )
