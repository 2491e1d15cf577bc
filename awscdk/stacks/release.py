"""What a deployment does between what changes: it migrates before, and looks afterwards.

Both are custom resources. One that fails ends the deployment, and CloudFormation puts back what
was there before.
"""

from collections.abc import Sequence

from aws_cdk import ArnFormat, CustomResource, Duration, Fn, NestedStack, Stack
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from awscdk.stacks.cluster import Runtime
from awscdk.stacks.function import function

COMMANDS = ("migrate --noinput", "collectstatic --noinput")
"""Of `manage.py`, of the new version, before any process of it starts."""
LONGEST = 900
"""Seconds, the most that a function gets. What takes longer is told to the one who deploys."""
SECONDS_TO_WORK = 240
"""How long an address may take until it does its work: what rests is woken in about two minutes."""


class Migration(Construct):
    """`task`: the management task of the new version; `container`: its one container."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        runtime: Runtime,
        task: ecs.FargateTaskDefinition,
        container: str,
        log_days: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, id)
        subnets = runtime.cluster.vpc.select_subnets(subnet_type=runtime.subnets.subnet_type)
        self.function = function(
            self,
            "Function",
            name=f"{runtime.name}-release",
            handler="release.lambda_handler",
            description=f"Migrates {runtime.name} when it is deployed",
            timeout=LONGEST,
            log_days=log_days,
            environment={
                "CLUSTER": runtime.name,
                "CONTAINER": container,
                "SUBNETS": ",".join(subnets.subnet_ids),
                "SECURITY_GROUP": runtime.security_group.security_group_id,
                "PUBLIC_ADDRESS": "yes" if runtime.has_public_address else "",
                "LOG_GROUP": f"/{runtime.name}/backend",
            },
        )
        self._grant(runtime=runtime, container=container)
        _step(
            self,
            self.function,
            name=runtime.name,
            kind="Custom::Migration",
            properties={
                "TaskDefinition": task.task_definition_arn,
                "Commands": list(COMMANDS),
            },
        )

    def _grant(self, *, runtime: Runtime, container: str) -> None:
        stack, name = Stack.of(self), runtime.name
        task = stack.format_arn(service="ecs", resource="task", resource_name=f"{name}/*")
        # Any revision: a right that is given in the moment in which it is used may be unknown yet.
        definition = stack.format_arn(
            service="ecs", resource="task-definition", resource_name=f"{name}-{container}:*"
        )
        log = stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name=f"/{name}/backend:log-stream:{container}/{container}/*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        cluster = stack.format_arn(service="ecs", resource="cluster", resource_name=name)
        roles = [runtime.task_role.role_arn, runtime.execution_role.role_arn]
        for actions, resources, conditions in (
            (["ecs:RunTask"], [definition], {"ArnEquals": {"ecs:cluster": cluster}}),
            (["ecs:DescribeTasks"], [task], {}),
            (["ecs:TagResource"], [task], {"StringEquals": {"ecs:CreateAction": "RunTask"}}),
            (
                ["iam:PassRole"],
                roles,
                {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
            (
                ["logs:GetLogEvents"],
                [log],
                {},
            ),
        ):
            self.function.add_to_role_policy(
                iam.PolicyStatement(actions=actions, resources=resources, conditions=conditions)
            )


class Smoke(NestedStack):
    """Whether the whole does its work. `parts`: where the templates of the others stand, so that
    it looks whenever one of them has changed. `has_page`: whether the front end came along."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        site_url: str,
        rests: bool,
        has_page: bool,
        parts: Sequence[str],
        log_days: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, id)
        self.function = function(
            self,
            "Function",
            name=f"{name}-smoke",
            handler="smoke.lambda_handler",
            description=f"Looks whether {name} does its work",
            timeout=LONGEST,
            log_days=log_days,
            environment={
                "SITE_URL": site_url,
                "RESTS": "yes" if rests else "",
                "SECONDS": str(SECONDS_TO_WORK),
            },
        )
        _step(
            self,
            self.function,
            name=name,
            kind="Custom::Smoke",
            properties={"HasPage": has_page, "Parts": Fn.join(" ", list(parts))},
        )


def _step(
    scope: Construct,
    function: lambda_.Function,
    *,
    name: str,
    kind: str,
    properties: dict[str, object],
) -> None:
    stack = Stack.of(scope)
    function.add_to_role_policy(
        iam.PolicyStatement(
            actions=["cloudformation:DescribeStacks"],
            resources=[
                stack.format_arn(service="cloudformation", resource="stack", resource_name=each)
                for each in (f"{name}-stack/*", f"{name}-stack-*/*")
            ],
        )
    )
    CustomResource(
        scope,
        "Step",
        service_token=function.function_arn,
        resource_type=kind,
        # Else one that died is waited for much longer.
        service_timeout=Duration.seconds(LONGEST + 60),
        properties=properties,
    )
