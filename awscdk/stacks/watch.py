"""What calls somebody, what it costs so far, and where wanted one page that shows how it is."""

from dataclasses import dataclass

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

HEARTBEAT = "sweep"
"""The backend's metric of that name: a datapoint a sweep."""
WAITED_TOO_LONG = 600
"""Seconds: a worker is there after a minute or two."""
MINUTE = Duration.minutes(1)
FIVE_MINUTES = Duration.minutes(5)
MORE = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
LESS = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
NOTHING = cloudwatch.TreatMissingData.NOT_BREACHING
BAD = cloudwatch.TreatMissingData.BREACHING


@dataclass(frozen=True, kw_only=True)
class Concern:
    """When somebody is called. `times`: datapoints in a row that have to be so."""

    says: str
    metric: cloudwatch.IMetric
    threshold: float
    times: int
    comparison: cloudwatch.ComparisonOperator = MORE
    missing: cloudwatch.TreatMissingData = NOTHING


class Watch(NestedStack):
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
            name=name, balancer=balancer, database=database, cache_node=cache_node
        )
        self.alarms = [
            self._call(topic, name, each)
            for each in self._concerns(most_capacity=database_size.maximum)
        ]
        self._budget(name=name, mailbox=mailbox, dollars=monthly_budget)
        if has_dashboard:
            self._dashboard(name=name, region=region)

    def _concerns(self, *, most_capacity: float) -> list[Concern]:
        metrics = self.metrics
        return [
            Concern(
                says="nobody counts the queues",
                metric=metrics.heartbeat,
                threshold=1,
                comparison=LESS,
                times=3,
                missing=BAD,
            ),
            *(
                Concern(
                    says=f"a task in {queue.name} waits too long",
                    metric=metrics.oldest(queue.name),
                    threshold=queue.time_limit + WAITED_TOO_LONG,
                    times=1,
                )
                for queue in QUEUES
            ),
            Concern(says="no task answers", metric=metrics.unhealthy, threshold=1, times=5),
            Concern(says="answers fail", metric=metrics.failures, threshold=10, times=1),
            Concern(says="answers are slow", metric=metrics.seconds, threshold=2, times=3),
            Concern(
                says="the database is at its largest",
                metric=metrics.capacity,
                threshold=most_capacity * 0.95,
                times=3,
            ),
            Concern(says="the broker fills up", metric=metrics.memory, threshold=75, times=1),
        ]

    def _call(self, topic: sns.ITopic, name: str, concern: Concern) -> str:
        alarm_name = f"{name}: {concern.says}"
        alarm = cloudwatch.Alarm(
            self,
            concern.says,
            alarm_name=alarm_name,
            metric=concern.metric,
            threshold=concern.threshold,
            comparison_operator=concern.comparison,
            evaluation_periods=concern.times,
            treat_missing_data=concern.missing,
        )
        alarm.add_alarm_action(actions.SnsAction(topic))
        alarm.add_ok_action(actions.SnsAction(topic))
        return alarm_name

    def _budget(self, *, name: str, mailbox: str, dollars: int) -> None:
        """Of what carries this environment's tag."""
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

    def _dashboard(self, *, name: str, region: str) -> None:
        metrics = self.metrics
        queues = [queue.name for queue in QUEUES]
        graphs: dict[str, list[cloudwatch.IMetric]] = {
            "Tasks, waiting and held": [metrics.demand(queue) for queue in queues],
            "Age of the oldest task, s": [metrics.oldest(queue) for queue in queues],
            "Requests a minute": [metrics.requests, metrics.failures],
            "Seconds to answer, p95": [metrics.seconds],
            "Database, ACU": [metrics.capacity],
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


class _Metrics:
    """Where each number is found."""

    def __init__(
        self,
        *,
        name: str,
        balancer: elb.ApplicationLoadBalancer,
        database: rds.DatabaseCluster,
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
        self.capacity = database.metric_serverless_database_capacity(
            statistic="Maximum", period=FIVE_MINUTES
        )
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
