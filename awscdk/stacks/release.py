"""Steps of a deployment: migrations before its changes, a smoke test and canaries after them.

Each is a custom resource. If one fails, CloudFormation rolls the deployment back.
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
# Runs a task on a new worker of each queue that scales to zero.
CANARIES = "run_canaries"
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
        self.task = task
        subnets = runtime.cluster.vpc.select_subnets(subnet_type=runtime.subnets.subnet_type)
        self.function = function(
            self,
            "Function",
            name=f"{runtime.name}-release",
            handler="release.lambda_handler",
            description=f"Migrates {runtime.name}, and tests its workers, in a deployment",
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
        _let_stack_be_described(self.function, name=runtime.name)
        _step(
            self,
            self.function,
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
    front end is deployed. `canaries`: its task and function test the workers that are standalone
    tasks; None if there are none.
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
        canaries: Migration | None,
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
        _let_stack_be_described(self.function, name=name)
        _step(
            self,
            self.function,
            kind="Custom::Smoke",
            properties={"HasPage": has_page, "Parts": Fn.join(" ", list(parts))},
        )
        if canaries is not None:
            # At the same time as the smoke test: neither needs the other.
            _step(
                Construct(self, "Canaries"),
                canaries.function,
                kind="Custom::Canaries",
                properties={
                    "TaskDefinition": canaries.task.task_definition_arn,
                    "Commands": [CANARIES],
                    "Environment": {"WORKER_CANARY": "1"},
                    "Parts": Fn.join(" ", list(parts)),
                },
            )


def _let_stack_be_described(function: lambda_.Function, *, name: str) -> None:
    """Allow its step to see whether the deployment is being rolled back."""
    stack = Stack.of(function)
    function.add_to_role_policy(
        iam.PolicyStatement(
            actions=["cloudformation:DescribeStacks"],
            resources=[
                stack.format_arn(service="cloudformation", resource="stack", resource_name=each)
                for each in (f"{name}-stack/*", f"{name}-stack-*/*")
            ],
        )
    )


def _step(
    scope: Construct,
    function: lambda_.Function,
    *,
    kind: str,
    properties: dict[str, object],
) -> None:
    CustomResource(
        scope,
        "Step",
        service_token=function.function_arn,
        resource_type=kind,
        # Otherwise a crashed function is waited for much longer.
        service_timeout=Duration.seconds(MAX_FUNCTION_SECONDS + 60),
        properties=properties,
    )
