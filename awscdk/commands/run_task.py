"""`python -m awscdk.commands.run_task createsuperuser`: run a management command in a task on AWS.

Prints the output of the command and exits with its code.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from awscdk.constants import MANAGEMENT
from awscdk.errors import CommandError
from awscdk.naming import Application, application

if TYPE_CHECKING:
    from types_boto3_ecs.type_defs import ContainerOverrideTypeDef, TaskTypeDef
    from types_boto3_logs.type_defs import GetLogEventsRequestTypeDef

POLL_INTERVAL_SECONDS = 3.0
FAILED_TO_START = 125


def run_task(
    *,
    chosen: Application,
    command: list[str],
    say: Callable[[str], None] = print,
    pause: float = POLL_INTERVAL_SECONDS,
    variables: Mapping[str, str] | None = None,
) -> int:
    """Run `manage.py` with `command` as arguments; return its exit code. Raise CommandError.

    `variables`: in addition to those of the environment, or in place of them.
    """
    outputs = stack_outputs(f"{chosen.full_app_name}-stack", region=chosen.region)
    cluster = outputs["ClusterName"]
    ecs = boto3.client("ecs", region_name=chosen.region)
    override: ContainerOverrideTypeDef = {
        "name": MANAGEMENT,
        "command": ["python", "manage.py", *command],
    }
    if variables:
        override["environment"] = [{"name": name, "value": variables[name]} for name in variables]
    response = ecs.run_task(
        cluster=cluster,
        taskDefinition=outputs["ManagementTask"],
        launchType="FARGATE",
        startedBy="run_task",
        propagateTags="TASK_DEFINITION",
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": outputs["TaskSubnets"].split(","),
                "securityGroups": [outputs["TaskSecurityGroup"]],
                "assignPublicIp": "ENABLED" if outputs["PublicAddresses"] == "yes" else "DISABLED",
            }
        },
        overrides={"containerOverrides": [override]},
    )
    if response["failures"]:
        raise CommandError(
            f"ECS could not start the task: {response['failures'][0].get('reason')}."
        )
    arn = response["tasks"][0]["taskArn"]
    say(f"manage.py {' '.join(command)}: {arn.rpartition('/')[2]}")
    log = _Log(chosen, task=arn.rpartition("/")[2])
    while True:
        (task,) = ecs.describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
        log.print_new(say)
        if task["lastStatus"] == "STOPPED":
            # The last log events arrive a little after the end.
            time.sleep(pause)
            log.print_new(say)
            return _exit_code(task, say)
        time.sleep(pause)


def stack_outputs(stack: str, *, region: str) -> dict[str, str]:
    """Return the outputs. Raise CommandError if there is no such stack."""
    try:
        (found,) = boto3.client("cloudformation", region_name=region).describe_stacks(
            StackName=stack
        )["Stacks"]
    except ClientError as error:
        raise CommandError(f"{stack} is not deployed in {region}: {error}") from error
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}


def _exit_code(task: "TaskTypeDef", say: Callable[[str], None]) -> int:
    (container,) = task["containers"]
    if "exitCode" in container:
        return container["exitCode"]
    say(task.get("stoppedReason") or container.get("reason") or "The task did not start.")
    return FAILED_TO_START


class _Log:
    def __init__(self, chosen: Application, *, task: str) -> None:
        self._client = boto3.client("logs", region_name=chosen.region)
        self._group = f"/{chosen.full_app_name}/backend"
        self._stream = f"{MANAGEMENT}/{MANAGEMENT}/{task}"
        self._next: str | None = None

    def print_new(self, say: Callable[[str], None]) -> None:
        """Print new log events; none exist before the task writes."""
        request: GetLogEventsRequestTypeDef = {
            "logGroupName": self._group,
            "logStreamName": self._stream,
            "startFromHead": True,
        }
        while True:
            if self._next:
                request["nextToken"] = self._next
            try:
                page = self._client.get_log_events(**request)
            except self._client.exceptions.ResourceNotFoundException:
                return
            for event in page["events"]:
                say(event["message"])
            if page["nextForwardToken"] == self._next:
                return
            self._next = page["nextForwardToken"]


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise CommandError('A command is missing: make task COMMAND="createsuperuser"')
    sys.exit(run_task(chosen=application(os.environ), command=sys.argv[1:]))
