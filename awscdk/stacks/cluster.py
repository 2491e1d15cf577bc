"""The ECS cluster and what all its tasks share: image, roles, variables and logs."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import NestedStack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from awscdk.stacks.retention import kept_logs
from config.topology import WorkerFleet


@dataclass(frozen=True, kw_only=True)
class Variables:
    """Variables of every container, by the names in the backend's `environment.py`."""

    plain: Mapping[str, str]
    secret: Mapping[str, ecs.Secret]


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """The settings that all tasks of the backend share."""

    name: str
    """Name of the cluster, and prefix of the task families."""
    cluster: ecs.ICluster
    image: ecs.ContainerImage
    variables: Variables
    task_role: iam.IRole
    execution_role: iam.IRole
    log_group: logs.ILogGroup
    subnets: ec2.SubnetSelection
    security_group: ec2.ISecurityGroup
    has_public_address: bool
    capacity_provider: str


class Cluster(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        vpc: ec2.IVpc,
        container_insights: bool,
        log_days: logs.RetentionDays,
        keeps_data: bool,
        database_secret: secretsmanager.ISecret,
        worker_fleet: WorkerFleet,
    ) -> None:
        super().__init__(scope, id)
        self.name = name
        self.cluster = ecs.Cluster(
            self,
            "Cluster",
            cluster_name=name,
            vpc=vpc,
            enable_fargate_capacity_providers=True,
            container_insights_v2=ecs.ContainerInsights.ENABLED
            if container_insights
            else ecs.ContainerInsights.DISABLED,
        )
        self.log_group = logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/{name}/backend",
            retention=log_days,
            removal_policy=kept_logs(keeps_data=keeps_data),
        )
        tasks = iam.ServicePrincipal("ecs-tasks.amazonaws.com")
        self.task_role = iam.Role(
            self, "TaskRole", assumed_by=tasks, description=f"What the backend of {name} may do"
        )
        self.execution_role = iam.Role(
            self,
            "ExecutionRole",
            assumed_by=tasks,
            description=f"What ECS may do to start the backend of {name}",
        )
        # Read at runtime, as the password is rotated.
        database_secret.grant_read(self.task_role)
        if worker_fleet is WorkerFleet.SERVICES:
            self._let_services_scale()
        else:
            self._let_workers_start()
        self._let_metrics_be_published()

    def _let_services_scale(self) -> None:
        """Allow tasks to start workers of a queue and to protect themselves from scale-in."""
        services = NestedStack.of(self).format_arn(
            service="ecs", resource="service", resource_name=f"{self.name}/worker-*"
        )
        for actions, resource in (
            (["ecs:DescribeServices", "ecs:UpdateService"], services),
            (["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"], self._tasks),
        ):
            self.task_role.add_to_principal_policy(
                iam.PolicyStatement(actions=actions, resources=[resource])
            )

    def _let_workers_start(self) -> None:
        """Allow tasks to start, count and stop workers that are standalone tasks."""
        stack = NestedStack.of(self)
        # Any revision, since a task definition is replaced while tasks start workers.
        workers = stack.format_arn(
            service="ecs", resource="task-definition", resource_name=f"{self.name}-worker-*:*"
        )
        in_cluster = {
            "ArnEquals": {
                "ecs:cluster": stack.format_arn(
                    service="ecs", resource="cluster", resource_name=self.name
                )
            }
        }
        roles = [self.task_role.role_arn, self.execution_role.role_arn]
        for actions, resources, conditions in (
            (["ecs:RunTask"], [workers], in_cluster),
            (["ecs:ListTasks"], ["*"], in_cluster),
            (["ecs:DescribeTasks", "ecs:StopTask"], [self._tasks], {}),
            (["ecs:TagResource"], [self._tasks], {"StringEquals": {"ecs:CreateAction": "RunTask"}}),
            (
                ["iam:PassRole"],
                roles,
                {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
        ):
            self.task_role.add_to_principal_policy(
                iam.PolicyStatement(actions=actions, resources=resources, conditions=conditions)
            )

    @property
    def _tasks(self) -> str:
        return NestedStack.of(self).format_arn(
            service="ecs", resource="task", resource_name=f"{self.name}/*"
        )

    def _let_metrics_be_published(self) -> None:
        self.task_role.add_to_principal_policy(
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],
                conditions={"StringEquals": {"cloudwatch:namespace": self.name}},
            )
        )
