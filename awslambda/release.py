"""Invoked by a deployment before any service changes: migrates, and uploads the assets.

It runs the new version's commands in a task of their own. `CLUSTER`, `CONTAINER`, `SUBNETS`,
`SECURITY_GROUP` and `PUBLIC_ADDRESS` say where; `LOG_GROUP` where it writes. The resource's
properties: `TaskDefinition`, and `Commands` of `manage.py`, one after the other.
"""

import logging
import os
import time
from typing import Any

import boto3  # Lambda brings it along
from custom_resource import StepFailedError, take_part

logger = logging.getLogger()
SECONDS_BETWEEN_LOOKS = 3
SECONDS_TO_TELL = 60
"""Left of the function's time to say that it has been too long."""
SECONDS_UNTIL_LOGGED = 5
LAST_LINES = 15


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    def step(properties: dict[str, Any]) -> None:
        run(
            task_definition=properties["TaskDefinition"],
            commands=properties["Commands"],
            seconds=context.get_remaining_time_in_millis() / 1000 - SECONDS_TO_TELL,
        )

    take_part(event, step)


def run(*, task_definition: str, commands: list[str], seconds: float) -> None:
    """Raises StepFailedError with what the task said last."""
    shown = " && ".join(f"manage.py {each}" for each in commands)
    task = _start(task_definition, " && ".join(f"python manage.py {each}" for each in commands))
    deadline = time.monotonic() + seconds
    while (found := _describe(task))["lastStatus"] != "STOPPED":
        if time.monotonic() > deadline:
            raise StepFailedError(
                f"{shown} still runs after {seconds / 60:.0f} minutes. It goes on as the task"
                f" {_id(task)}: deploy again once that has ended."
            )
        time.sleep(SECONDS_BETWEEN_LOOKS)
    (container,) = found["containers"]
    if "exitCode" not in container:
        reason = container.get("reason") or found.get("stoppedReason")
        raise StepFailedError(f"{shown} did not start: {reason}")
    if container["exitCode"]:
        raise StepFailedError(
            f"{shown} ended with {container['exitCode']}. It said last:\n{_last_lines(task)}"
        )
    logger.info("%s ended well as the task %s", shown, _id(task))


def _start(task_definition: str, command: str) -> str:
    answer = boto3.client("ecs").run_task(
        cluster=os.environ["CLUSTER"],
        taskDefinition=task_definition,
        launchType="FARGATE",
        startedBy="release",
        propagateTags="TASK_DEFINITION",
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": os.environ["SUBNETS"].split(","),
                "securityGroups": [os.environ["SECURITY_GROUP"]],
                "assignPublicIp": "ENABLED" if os.environ["PUBLIC_ADDRESS"] else "DISABLED",
            }
        },
        overrides={
            "containerOverrides": [
                {"name": os.environ["CONTAINER"], "command": ["sh", "-c", command]}
            ]
        },
    )
    if answer["failures"]:
        raise StepFailedError(f"ECS starts no task: {answer['failures'][0].get('reason')}")
    return answer["tasks"][0]["taskArn"]


def _describe(task: str) -> Any:
    (found,) = boto3.client("ecs").describe_tasks(cluster=os.environ["CLUSTER"], tasks=[task])[
        "tasks"
    ]
    return found


def _last_lines(task: str) -> str:
    time.sleep(SECONDS_UNTIL_LOGGED)
    logs = boto3.client("logs")
    container = os.environ["CONTAINER"]
    try:
        events = logs.get_log_events(
            logGroupName=os.environ["LOG_GROUP"],
            logStreamName=f"{container}/{container}/{_id(task)}",
            limit=LAST_LINES,
        )["events"]
    except logs.exceptions.ResourceNotFoundException:
        return "nothing."
    return "\n".join(each["message"] for each in events)


def _id(task: str) -> str:
    return task.rpartition("/")[2]
