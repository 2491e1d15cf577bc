"""Alarms, budget and dashboard."""

from awscdk.stacks import monitoring
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from celery_scale_to_zero.control.metrics import HEARTBEAT, age_metric
from config.topology import QUEUES


def test_alarm_notifies_when_it_starts_and_ends(templates: Templates) -> None:
    (topic,) = templates.of("SNS::Topic")
    subscription = templates.one("SNS::Subscription").properties
    assert subscription["TopicArn"] == {"Ref": topic.id}
    assert (subscription["Protocol"], subscription["Endpoint"]) == (
        "email",
        "operations@example.com",
    )
    alarms = templates.of("CloudWatch::Alarm", stack="Watch")
    assert len(alarms) >= 6
    for alarm in alarms:
        assert alarm.properties["AlarmActions"] == [{"Ref": topic.id}]
        assert alarm.properties["OKActions"] == [{"Ref": topic.id}]


def test_alarms_use_the_metrics_of_the_backend(templates: Templates) -> None:
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    metrics = {
        alarm.properties["MetricName"]
        for alarm in templates.of("CloudWatch::Alarm", stack="Watch")
        if alarm.properties["Namespace"] == name
    }
    assert monitoring.HEARTBEAT == HEARTBEAT
    assert metrics == {HEARTBEAT, *(age_metric(queue.name) for queue in QUEUES)}


def test_heartbeat_alarm_fires_when_data_is_missing(templates: Templates) -> None:
    (alarm,) = (
        alarm.properties
        for alarm in templates.of("CloudWatch::Alarm", stack="Watch")
        if alarm.properties["MetricName"] == HEARTBEAT
    )
    assert alarm["AlarmName"].endswith("-sweep-heartbeat-missing")
    assert alarm["TreatMissingData"] == "breaching"
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (60, 3)


def test_budget_filters_by_the_environments_tag(staging: Templates, production: Templates) -> None:
    for templates, name, dollars in (
        (staging, "staging-example-com", 60),
        (production, "production-example-com", 250),
    ):
        budget = templates.one("Budgets::Budget").properties
        assert budget["Budget"]["BudgetLimit"] == {"Amount": dollars, "Unit": "USD"}
        assert budget["Budget"]["CostFilters"] == {"TagKeyValue": [f"user:StackName${name}"]}
        for notified in budget["NotificationsWithSubscribers"]:
            (subscriber,) = notified["Subscribers"]
            assert subscriber["Address"] == "operations@example.com"


def test_dashboard_shows_every_queue(production: Templates) -> None:
    body = text(production.one("CloudWatch::Dashboard").properties["DashboardBody"])
    for queue in QUEUES:
        assert queue.name in body


def test_dashboard_is_optional(staging: Templates, synthesize: Synthesize) -> None:
    assert not staging.of("CloudWatch::Dashboard")
    assert synthesize("staging", dashboard=True).of("CloudWatch::Dashboard")
