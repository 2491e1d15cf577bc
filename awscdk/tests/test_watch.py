"""Who is called, and when."""

from apps.scaling.metrics import HEARTBEAT, age_metric
from awscdk.stacks import watch
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from config.topology import QUEUES


def test_each_alarm_calls_somebody_and_says_when_it_is_over(templates: Templates) -> None:
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


def test_they_watch_the_metrics_that_the_backend_publishes(templates: Templates) -> None:
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    watched = {
        alarm.properties["MetricName"]
        for alarm in templates.of("CloudWatch::Alarm", stack="Watch")
        if alarm.properties["Namespace"] == name
    }
    assert watch.HEARTBEAT == HEARTBEAT
    assert watched == {HEARTBEAT, *(age_metric(queue.name) for queue in QUEUES)}


def test_silence_is_heard(templates: Templates) -> None:
    (alarm,) = (
        alarm.properties
        for alarm in templates.of("CloudWatch::Alarm", stack="Watch")
        if alarm.properties["MetricName"] == HEARTBEAT
    )
    assert alarm["TreatMissingData"] == "breaching"
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (60, 3)


def test_the_budget_counts_what_carries_the_environments_name(
    staging: Templates, production: Templates
) -> None:
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


def test_one_page_shows_every_queue(production: Templates) -> None:
    body = text(production.one("CloudWatch::Dashboard").properties["DashboardBody"])
    for queue in QUEUES:
        assert queue.name in body


def test_the_page_is_a_setting(staging: Templates, synthesize: Synthesize) -> None:
    assert not staging.of("CloudWatch::Dashboard")
    assert synthesize("staging", dashboard=True).of("CloudWatch::Dashboard")
