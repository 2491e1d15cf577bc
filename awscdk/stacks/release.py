"""Steps of a deployment: migrations before its changes, a smoke test after them.

Both are custom resources. If one fails, CloudFormation rolls the deployment back.
"""

from collections.abc import Sequence

from aws_cdk import ArnFormat, CustomResource, Duration, Fn, NestedStack, Stack
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from awscdk.constants import MAX_FUNCTION_SECONDS
from awscdk.stacks.cluster import Runtime
from awscdk.stacks.function import function

# Management commands of the new version, run before any of its processes start.
COMMANDS = ("migrate --noinput", "collectstatic --noinput")
# Time limit of one URL: waking an environment takes about two minutes.
MAX_WAIT_SECONDS = 240


class Migration(Construct):
    """`task`: management task of the new version; `container`: its only container."""

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
            description=f"Migrates {runtime.name} during a deployment",
            timeout=MAX_FUNCTION_SECONDS,
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
            properties={"TaskDefinition": task.task_definition_arn, "Commands": list(COMMANDS)},
        )

    def _grant(self, *, runtime: Runtime, container: str) -> None:
        stack, name = Stack.of(self), runtime.name
        task = stack.format_arn(service="ecs", resource="task", resource_name=f"{name}/*")
        # Any revision: a permission granted in the moment of its use may not be effective yet.
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
            (["logs:GetLogEvents"], [log], {}),
        ):
            self.function.add_to_role_policy(
                iam.PolicyStatement(actions=actions, resources=resources, conditions=conditions)
            )


class SmokeTest(NestedStack):
    """Check the deployed environment after every change.

    `parts`: template URLs of the other stacks, so that any change runs it. `has_page`: True if the
    front end is deployed.
    """

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
            description=f"Smoke test of {name}",
            timeout=MAX_FUNCTION_SECONDS,
            log_days=log_days,
            environment={
                "SITE_URL": site_url,
                "RESTS": "yes" if rests else "",
                "SECONDS": str(MAX_WAIT_SECONDS),
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
        # Otherwise a crashed function is waited for much longer.
        service_timeout=Duration.seconds(MAX_FUNCTION_SECONDS + 60),
        properties=properties,
    )
