"""CloudWatch: alarms, custom metrics, dashboard and logs; and SNS emails."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.schedules import sweeps
from awscdk.cost.tasks import minimum_tasks
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates

# Application Auto Scaling creates them for target tracking.
ALARMS_OF_A_TARGET = 2
# Suffix of the one of a queue's two metrics that has an alarm.
AGE = " oldest"


def alarms(templates: Templates, usage: Usage) -> Iterator[Charge]:
    found = templates.of("AWS::CloudWatch::Alarm")
    fast = [each for each in found if each.properties.get("Period", 60) < 60]
    if len(found) > len(fast):
        yield _alarms("alarms", len(found) - len(fast), prices.ALARM)
    if fast:
        yield _alarms("high-resolution alarms", len(fast), prices.FAST_ALARM)
    tracked = [
        each
        for each in templates.of("AWS::ApplicationAutoScaling::ScalingPolicy")
        if each.properties["PolicyType"] == "TargetTrackingScaling"
    ]
    if tracked:
        yield _alarms("alarms of target tracking", ALARMS_OF_A_TARGET * len(tracked), prices.ALARM)


def _alarms(what: str, count: int, price: prices.Price) -> Charge:
    return Charge(
        service="CloudWatch",
        what=what,
        buys="scaling of workers; notifications",
        price=price,
        quantity=count,
    )


def metrics(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """Return the billed hours of custom metrics: an idle queue that scales to zero publishes none.

    See `scaling/policy.py: datapoint`.
    """
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
        if minimum_tasks(templates, service) == 0
    }
    hours = 0.0
    for name in published:
        worker = f"worker-{name.removesuffix(AGE)}"
        hours += min(HOURS, usage.worker_hours.get(worker, 0)) if worker in silent else HOURS
    if published:
        yield Charge(
            service="CloudWatch",
            what="metrics of queues and of the sweep",
            buys="scaling of workers",
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
            buys="one page with all graphs",
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
        what="log ingestion",
        buys="logs",
        price=prices.LOG_LINES,
        quantity=usage.log_gigabytes,
    )
    yield Charge(
        service="CloudWatch",
        what=f"log storage for {days} days",
        buys="the same",
        price=prices.LOG_STORAGE,
        quantity=usage.log_gigabytes * days / 30,
    )


def mails(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if templates.of("AWS::SNS::Subscription"):
        yield Charge(
            service="SNS",
            what="alarm emails",
            buys="notifications",
            price=prices.MAILS,
            quantity=usage.mails / 1e5,
        )
