"""The off-hours schedule: stop what an environment does not need at nights and weekends."""

import json
from collections.abc import Sequence

from aws_cdk import ArnFormat, NestedStack, TimeZone
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from constructs import Construct

from awscdk.environments import Sleep
from awscdk.stacks.backend import grouped
from awscdk.stacks.function import function
from config.topology import WorkerFleet


class OffHoursSchedule(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        sleep: Sleep,
        is_shared: bool,
        worker_fleet: WorkerFleet,
        alarms: Sequence[str],
        log_days: logs.RetentionDays,
    ) -> None:
        """`alarms`: names of alarms to disable meanwhile."""
        super().__init__(scope, id)
        services = grouped(share=is_shared)
        always_on = {each: entries[0].minimum for each, entries in services if entries[0].minimum}
        workers = [each for each, _ in services if each not in always_on]
        are_services = worker_fleet is WorkerFleet.SERVICES
        self.function = function(
            self,
            "Rest",
            name=f"{name}-rest",
            handler="rest.lambda_handler",
            description=f"Stops {name} outside working hours, and wakes it",
            timeout=30,
            log_days=log_days,
            environment={
                "CLUSTER": name,
                "ALWAYS_ON": json.dumps(always_on),
                "WORKERS": json.dumps(workers if are_services else []),
                "WORKER_TASKS": json.dumps([] if are_services else workers),
                "ALARMS": json.dumps(list(alarms)),
            },
        )
        self._grant(
            name=name, services=[*always_on, *(workers if are_services else ())], alarms=alarms
        )
        if not are_services:
            self._let_tasks_be_listed(name)
        # Only CloudFront may request it; it wakes the environment.
        self.url = self.function.add_function_url(auth_type=lambda_.FunctionUrlAuthType.AWS_IAM)
        for what, when in (("sleep", sleep.falls_asleep), ("wake", sleep.wakes_up)):
            scheduler.Schedule(
                self,
                what.capitalize(),
                schedule_name=f"{name}-{what}",
                schedule=scheduler.ScheduleExpression.expression(when, TimeZone.of(sleep.timezone)),
                target=targets.LambdaInvoke(
                    self.function, input=scheduler.ScheduleTargetInput.from_object({"do": what})
                ),
            )

    def _let_tasks_be_listed(self, name: str) -> None:
        cluster = NestedStack.of(self).format_arn(
            service="ecs", resource="cluster", resource_name=name
        )
        self.function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["ecs:ListTasks"],
                resources=["*"],
                conditions={"ArnEquals": {"ecs:cluster": cluster}},
            )
        )

    def _grant(self, *, name: str, services: Sequence[str], alarms: Sequence[str]) -> None:
        own = NestedStack.of(self)
        grants = {
            ("ecs:DescribeServices", "ecs:UpdateService"): [
                own.format_arn(service="ecs", resource="service", resource_name=f"{name}/{each}")
                for each in services
            ],
            ("cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions"): [
                own.format_arn(
                    service="cloudwatch",
                    resource="alarm",
                    resource_name=alarm,
                    arn_format=ArnFormat.COLON_RESOURCE_NAME,
                )
                for alarm in alarms
            ],
        }
        for actions, resources in grants.items():
            self.function.add_to_role_policy(
                iam.PolicyStatement(actions=list(actions), resources=resources)
            )
