"""Step scaling of a queue's workers by its demand, as defined in the topology."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_applicationautoscaling as autoscaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from constructs import Construct

from config import topology

ADJUSTMENTS = {"ExactCapacity": autoscaling.AdjustmentType.EXACT_CAPACITY}
COMPARISONS = {
    "GreaterThanOrEqualToThreshold": (
        cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
    ),
    "LessThanOrEqualToThreshold": cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
}
MISSING_DATA = {"notBreaching": cloudwatch.TreatMissingData.NOT_BREACHING}
AGGREGATIONS = {"Maximum": autoscaling.MetricAggregationType.MAXIMUM}


class Scaling(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        service: ecs.FargateService,
        queue: topology.Queue,
        namespace: str,
    ) -> None:
        super().__init__(scope, id)
        target = autoscaling.ScalableTarget(
            self,
            "Workers",
            service_namespace=autoscaling.ServiceNamespace.ECS,
            resource_id=f"service/{service.cluster.cluster_name}/{service.service_name}",
            scalable_dimension="ecs:service:DesiredCount",
            min_capacity=queue.minimum,
            max_capacity=queue.maximum,
            role=_service_linked_role(self),
        )
        wanted = topology.autoscaling(queue)
        for name, alarm in (("Busy", wanted.busy), ("Idle", wanted.idle)):
            self._watch(name, alarm, target=target, queue=queue, namespace=namespace)

    def _watch(
        self,
        name: str,
        alarm: topology.Alarm,
        *,
        target: autoscaling.IScalableTarget,
        queue: topology.Queue,
        namespace: str,
    ) -> None:
        action = autoscaling.StepScalingAction(
            self,
            name,
            scaling_target=target,
            policy_name=f"{namespace} {queue.name} {name.lower()}",
            adjustment_type=ADJUSTMENTS[alarm.adjustment],
            metric_aggregation_type=AGGREGATIONS[alarm.statistic],
            # Requesting the same number again is harmless, so there is no cooldown.
            cooldown=Duration.seconds(0),
        )
        _add_steps(action, alarm.steps)
        cloudwatch.Alarm(
            self,
            f"{name}Alarm",
            alarm_description=f"Tasks in {queue.name}, waiting and held",
            metric=cloudwatch.Metric(
                namespace=namespace,
                metric_name=queue.name,
                statistic=alarm.statistic,
                period=Duration.seconds(alarm.period),
            ),
            comparison_operator=COMPARISONS[alarm.comparison],
            threshold=alarm.threshold,
            evaluation_periods=alarm.datapoints,
            datapoints_to_alarm=alarm.datapoints,
            treat_missing_data=MISSING_DATA[alarm.missing_data],
        ).add_alarm_action(actions.ApplicationScalingAction(action))


def _add_steps(action: autoscaling.StepScalingAction, steps: Sequence[topology.Step]) -> None:
    for step in steps:
        action.add_adjustment(
            adjustment=step.capacity, lower_bound=step.lower, upper_bound=step.upper
        )


def _service_linked_role(scope: Construct) -> iam.IRole:
    """Return the role that AWS always uses for ECS."""
    arn = Stack.of(scope).format_arn(
        service="iam",
        region="",
        resource="role/aws-service-role/ecs.application-autoscaling.amazonaws.com",
        resource_name="AWSServiceRoleForApplicationAutoScaling_ECSService",
        arn_format=ArnFormat.SLASH_RESOURCE_NAME,
    )
    return iam.Role.from_role_arn(scope, "Role", arn)
