"""`python -m awscdk.run_task createsuperuser`: a management command in a task of its own, on AWS.

Prints what the command prints, and ends as it ends.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from awscdk.naming import Application, application
from awscdk.refusal import Refusal
from awscdk.stacks.backend import MANAGEMENT

if TYPE_CHECKING:
    from types_boto3_ecs.type_defs import TaskTypeDef
    from types_boto3_logs.type_defs import GetLogEventsRequestTypeDef

SECONDS_BETWEEN_LOOKS = 3.0
FAILED_TO_START = 125


def run_task(
    *,
    chosen: Application,
    command: list[str],
    say: Callable[[str], None] = print,
    pause: float = SECONDS_BETWEEN_LOOKS,
) -> int:
    """The exit code of `manage.py`, with `command` as its arguments. Raises Refusal."""
    outputs = _outputs(f"{chosen.full_app_name}-stack", region=chosen.region)
    cluster = outputs["ClusterName"]
    ecs = boto3.client("ecs", region_name=chosen.region)
    answer = ecs.run_task(
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
        overrides={
            "containerOverrides": [
                {"name": MANAGEMENT, "command": ["python", "manage.py", *command]}
            ]
        },
    )
    if answer["failures"]:
        raise Refusal(f"ECS does not start it: {answer['failures'][0].get('reason')}.")
    arn = answer["tasks"][0]["taskArn"]
    say(f"manage.py {' '.join(command)}: {arn.rpartition('/')[2]}")
    log = _Log(chosen, task=arn.rpartition("/")[2])
    while True:
        (task,) = ecs.describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
        log.tell(say)
        if task["lastStatus"] == "STOPPED":
            # What it said last arrives a little after its end.
            time.sleep(pause)
            log.tell(say)
            return _exit_code(task, say)
        time.sleep(pause)


def _outputs(stack: str, *, region: str) -> dict[str, str]:
    try:
        (found,) = boto3.client("cloudformation", region_name=region).describe_stacks(
            StackName=stack
        )["Stacks"]
    except ClientError as error:
        raise Refusal(f"{stack} is not deployed in {region}: {error}") from error
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}


def _exit_code(task: "TaskTypeDef", say: Callable[[str], None]) -> int:
    (container,) = task["containers"]
    if "exitCode" in container:
        return container["exitCode"]
    say(task.get("stoppedReason") or container.get("reason") or "It did not start.")
    return FAILED_TO_START


class _Log:
    def __init__(self, chosen: Application, *, task: str) -> None:
        self._client = boto3.client("logs", region_name=chosen.region)
        self._group = f"/{chosen.full_app_name}/backend"
        self._stream = f"{MANAGEMENT}/{MANAGEMENT}/{task}"
        self._next: str | None = None

    def tell(self, say: Callable[[str], None]) -> None:
        """What was written since the last time; nothing before the task has begun to write."""
        asked: GetLogEventsRequestTypeDef = {
            "logGroupName": self._group,
            "logStreamName": self._stream,
            "startFromHead": True,
        }
        while True:
            if self._next:
                asked["nextToken"] = self._next
            try:
                page = self._client.get_log_events(**asked)
            except self._client.exceptions.ResourceNotFoundException:
                return
            for event in page["events"]:
                say(event["message"])
            if page["nextForwardToken"] == self._next:
                return
            self._next = page["nextForwardToken"]


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise Refusal('Say what is to run: make task COMMAND="createsuperuser"')
    sys.exit(run_task(chosen=application(os.environ), command=sys.argv[1:]))
