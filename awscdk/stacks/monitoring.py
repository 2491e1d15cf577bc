"""Alarms, the monthly budget and, if enabled, a dashboard.

Each alarm sends an email when it starts and when it ends, with a link to its runbook.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Duration, NestedStack
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_elasticloadbalancingv2 as elb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_rds as rds
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from awscdk.environments import Database
from config.topology import QUEUES

ROOT = Path(__file__).resolve().parents[2]
# The backend's metric of that name: one datapoint per sweep.
HEARTBEAT = "sweep"
# Beyond the time limit of a task; a worker starts within a minute or two.
MAX_WAIT_SECONDS = 600
MINUTE = Duration.minutes(1)
FIVE_MINUTES = Duration.minutes(5)
AT_LEAST = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
BELOW = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
NOT_BREACHING = cloudwatch.TreatMissingData.NOT_BREACHING
BREACHING = cloudwatch.TreatMissingData.BREACHING


@dataclass(frozen=True, kw_only=True)
class AlarmSpec:
    """`periods`: consecutive datapoints that have to breach. `id`: of the construct, never changed:
    a new one would replace the alarm."""

    id: str
    name: str
    description: str
    metric: cloudwatch.IMetric
    threshold: float
    periods: int
    runbook: str | None = None
    """Anchor of its runbook; by default its name."""
    comparison: cloudwatch.ComparisonOperator = AT_LEAST
    missing: cloudwatch.TreatMissingData = NOT_BREACHING


class Monitoring(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        region: str,
        balancer: elb.ApplicationLoadBalancer,
        database: rds.DatabaseCluster,
        database_size: Database,
        cache_node: str,
        mailbox: str,
        monthly_budget: int,
        has_dashboard: bool,
    ) -> None:
        super().__init__(scope, id)
        topic = sns.Topic(self, "Calls", enforce_ssl=True, display_name=name)
        topic.add_subscription(subscriptions.EmailSubscription(mailbox))
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                resources=[topic.topic_arn],
            )
        )
        self.metrics = _Metrics(
            name=name,
            balancer=balancer,
            database=database,
            is_serverless=database_size.instance_class is None,
            cache_node=cache_node,
        )
        self.alarms = [
            self._add_alarm(topic, name, each)
            for each in self._alarm_specs(
                max_capacity=database_size.maximum if database_size.instance_class is None else 100
            )
        ]
        self._add_budget(name=name, mailbox=mailbox, dollars=monthly_budget)
        if has_dashboard:
            self._add_dashboard(name=name, region=region)

    def _alarm_specs(self, *, max_capacity: float) -> list[AlarmSpec]:
        metrics = self.metrics
        return [
            AlarmSpec(
                id="nobody counts the queues",
                name="sweep-heartbeat-missing",
                description="The sweep has not run for 3 minutes: queues are neither counted nor"
                " repaired. Check the log of the sweep function.",
                metric=metrics.heartbeat,
                threshold=1,
                comparison=BELOW,
                periods=3,
                missing=BREACHING,
            ),
            *(
                AlarmSpec(
                    id=f"a task in {queue.name} waits too long",
                    name=f"{queue.name}-oldest-task-age-high",
                    runbook="queue-oldest-task-age-high",
                    description=f"A task in the queue {queue.name} waits longer than its time limit"
                    " and 10 minutes. Check its workers.",
                    metric=metrics.oldest(queue.name),
                    threshold=queue.time_limit + MAX_WAIT_SECONDS,
                    periods=1,
                )
                for queue in QUEUES
            ),
            AlarmSpec(
                id="no task answers",
                name="backend-unavailable",
                description="The load balancer has had no healthy task for 5 minutes.",
                metric=metrics.unhealthy,
                threshold=1,
                periods=5,
            ),
            AlarmSpec(
                id="answers fail",
                name="backend-5xx-errors-high",
                description="At least 10 responses within 5 minutes were server errors.",
                metric=metrics.failures,
                threshold=10,
                periods=1,
            ),
            AlarmSpec(
                id="answers are slow",
                name="response-time-high",
                description="The p95 response time has been at least 2 seconds for 15 minutes.",
                metric=metrics.seconds,
                threshold=2,
                periods=3,
            ),
            AlarmSpec(
                id="the database is at its largest",
                name="database-capacity-high",
                description="The database has been at 95 % of its maximum capacity for 15 minutes.",
                metric=metrics.capacity,
                threshold=max_capacity * 0.95,
                periods=3,
            ),
            AlarmSpec(
                id="the broker fills up",
                name="broker-memory-high",
                description="The broker uses 75 % of its memory. It rejects new tasks when full.",
                metric=metrics.memory,
                threshold=75,
                periods=1,
            ),
        ]

    def _add_alarm(self, topic: sns.ITopic, name: str, spec: AlarmSpec) -> str:
        alarm_name = f"{name}-{spec.name}"
        alarm = cloudwatch.Alarm(
            self,
            spec.id,
            alarm_name=alarm_name,
            alarm_description=f"{spec.description} Runbook: {_runbook(spec.runbook or spec.name)}",
            metric=spec.metric,
            threshold=spec.threshold,
            comparison_operator=spec.comparison,
            evaluation_periods=spec.periods,
            treat_missing_data=spec.missing,
        )
        alarm.add_alarm_action(actions.SnsAction(topic))
        alarm.add_ok_action(actions.SnsAction(topic))
        return alarm_name

    def _add_budget(self, *, name: str, mailbox: str, dollars: int) -> None:
        """Limit the costs of resources with this environment's tag."""
        subscriber = budgets.CfnBudget.SubscriberProperty(
            subscription_type="EMAIL", address=mailbox
        )
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=name,
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=dollars, unit="USD"),
                cost_filters={"TagKeyValue": [f"user:StackName${name}"]},
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        notification_type=kind,
                        comparison_operator="GREATER_THAN",
                        threshold=100,
                        threshold_type="PERCENTAGE",
                    ),
                    subscribers=[subscriber],
                )
                for kind in ("ACTUAL", "FORECASTED")
            ],
        )

    def _add_dashboard(self, *, name: str, region: str) -> None:
        metrics = self.metrics
        queues = [queue.name for queue in QUEUES]
        graphs: dict[str, list[cloudwatch.IMetric]] = {
            "Demand, tasks": [metrics.demand(queue) for queue in queues],
            "Age of the oldest task, s": [metrics.oldest(queue) for queue in queues],
            "Requests a minute": [metrics.requests, metrics.failures],
            "Response time, s, p95": [metrics.seconds],
            metrics.capacity_title: [metrics.capacity],
            "Broker's memory, %": [metrics.memory],
        }
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=name,
            default_interval=Duration.hours(12),
            widgets=[
                [
                    cloudwatch.GraphWidget(title=title, left=left, width=8, region=region)
                    for title, left in list(graphs.items())[first : first + 3]
                ]
                for first in range(0, len(graphs), 3)
            ],
        )


def _runbook(anchor: str) -> str:
    """Return the URL of a runbook; its path while the repository's URL is unknown."""
    repository = json.loads((ROOT / "quasar" / "package.json").read_text())["repository"]
    return f"{repository and f'{repository}/-/blob/HEAD/'}documentation/runbooks.md#{anchor}"


class _Metrics:
    """The metrics of alarms and dashboard."""

    def __init__(
        self,
        *,
        name: str,
        balancer: elb.ApplicationLoadBalancer,
        database: rds.DatabaseCluster,
        is_serverless: bool,
        cache_node: str,
    ) -> None:
        self._namespace = name
        self.heartbeat = self._own(HEARTBEAT, statistic="SampleCount")
        counts = elb.HttpCodeTarget
        self.requests = balancer.metrics.request_count(period=MINUTE)
        self.failures = balancer.metrics.http_code_target(
            counts.TARGET_5XX_COUNT, period=FIVE_MINUTES
        )
        self.seconds = balancer.metrics.target_response_time(statistic="p95", period=FIVE_MINUTES)
        self.unhealthy = balancer.metrics.custom(
            "HTTPCode_ELB_503_Count", statistic="Sum", period=MINUTE
        )
        self.capacity_title = "Database, ACU" if is_serverless else "Database, % CPU"
        capacity = (
            database.metric_serverless_database_capacity
            if is_serverless
            else database.metric_cpu_utilization
        )
        self.capacity = capacity(statistic="Maximum", period=FIVE_MINUTES)
        self.memory = cloudwatch.Metric(
            namespace="AWS/ElastiCache",
            metric_name="DatabaseMemoryUsagePercentage",
            dimensions_map={"CacheClusterId": cache_node},
            statistic="Maximum",
            period=FIVE_MINUTES,
        )

    def demand(self, queue: str) -> cloudwatch.IMetric:
        return self._own(queue, statistic="Maximum")

    def oldest(self, queue: str) -> cloudwatch.IMetric:
        return self._own(f"{queue} oldest", statistic="Maximum")

    def _own(self, name: str, *, statistic: str) -> cloudwatch.IMetric:
        return cloudwatch.Metric(
            namespace=self._namespace, metric_name=name, statistic=statistic, period=MINUTE
        )
