"""CloudWatch: alarms, custom metrics, dashboard and logs; and SNS emails."""

from collections.abc import Iterator

from awscdk.cost.compute import minimum_tasks, standalone_workers
from awscdk.cost.prices import LineItem, Price, Prices
from awscdk.cost.schedules import sweeps
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates

# Application Auto Scaling creates them for target tracking.
ALARMS_OF_A_TARGET = 2
# Suffix of the one of a queue's two metrics that has an alarm.
AGE = " oldest"


def alarms(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    found = templates.of("AWS::CloudWatch::Alarm")
    fast = [each for each in found if each.properties.get("Period", 60) < 60]
    if len(found) > len(fast):
        yield _alarms("alarms", len(found) - len(fast), prices.alarm)
    if fast:
        yield _alarms("high-resolution alarms", len(fast), prices.fast_alarm)
    tracked = [
        each
        for each in templates.of("AWS::ApplicationAutoScaling::ScalingPolicy")
        if each.properties["PolicyType"] == "TargetTrackingScaling"
    ]
    if tracked:
        yield _alarms("alarms of target tracking", ALARMS_OF_A_TARGET * len(tracked), prices.alarm)


def _alarms(what: str, count: int, price: Price) -> LineItem:
    return LineItem("CloudWatch", what, price, count, buys="scaling of workers; notifications")


def metrics(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    """Return the billed hours of custom metrics: an idle queue that scales to zero publishes none.

    See `celery_scale_to_zero/policy/capacity.py: datapoint`.
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
    } | standalone_workers(templates).keys()
    hours = 0.0
    for name in published:
        worker = f"worker-{name.removesuffix(AGE)}"
        hours += min(HOURS, usage.worker_hours.get(worker, 0)) if worker in silent else HOURS
    if published:
        yield LineItem(
            "CloudWatch",
            "metrics of queues and of the sweep",
            prices.metric,
            hours / HOURS,
            buys="scaling of workers",
        )
    yield LineItem(
        "CloudWatch",
        "calls that publish them",
        prices.metric_calls,
        sweeps(templates) / 1e3,
        buys="the same",
    )


def dashboards(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if found := templates.of("AWS::CloudWatch::Dashboard"):
        yield LineItem(
            "CloudWatch", "dashboard", prices.dashboard, len(found), buys="one page with all graphs"
        )


def logs(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    groups = templates.of("AWS::Logs::LogGroup")
    if not groups:
        return
    days = max(each.properties["RetentionInDays"] for each in groups)
    yield LineItem(
        "CloudWatch", "log ingestion", prices.log_lines, usage.log_gigabytes, buys="logs"
    )
    yield LineItem(
        "CloudWatch",
        f"log storage for {days} days",
        prices.log_storage,
        usage.log_gigabytes * days / 30,
        buys="the same",
    )


def mails(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if templates.of("AWS::SNS::Subscription"):
        yield LineItem("SNS", "alarm emails", prices.mails, usage.mails / 1e5, buys="notifications")
