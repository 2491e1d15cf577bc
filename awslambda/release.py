"""Migrate and upload the assets, invoked by a deployment before any service changes.

The new version's commands run in their own task. Variables of the task: `CLUSTER`, `CONTAINER`,
`SUBNETS`, `SECURITY_GROUP`, `PUBLIC_ADDRESS` and `LOG_GROUP`. Properties of the resource:
`TaskDefinition`, `Commands` of `manage.py`, run in this order, and `Environment` of the task.

The same function tests the workers of the new version, by another command.
"""

import logging
import os
import time
from typing import Any

import boto3  # Lambda brings it along
from custom_resource import StepFailedError, take_part

logger = logging.getLogger()
POLL_INTERVAL_SECONDS = 3
# Reserve of the function's timeout for reporting that the task took too long.
REPORT_RESERVE_SECONDS = 60
LOG_DELAY_SECONDS = 5
MAX_LOG_LINES = 15


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    def step(properties: dict[str, Any]) -> None:
        run(
            task_definition=properties["TaskDefinition"],
            commands=properties["Commands"],
            environment=properties.get("Environment", {}),
            seconds=context.get_remaining_time_in_millis() / 1000 - REPORT_RESERVE_SECONDS,
        )

    take_part(event, step)


def run(
    *, task_definition: str, commands: list[str], environment: dict[str, str], seconds: float
) -> None:
    """Run the commands in a task. Raise StepFailedError with its last log lines."""
    shown = " && ".join(f"manage.py {each}" for each in commands)
    command = " && ".join(f"python manage.py {each}" for each in commands)
    task = _start(task_definition, command, environment)
    deadline = time.monotonic() + seconds
    while (found := _describe(task))["lastStatus"] != "STOPPED":
        if time.monotonic() > deadline:
            raise StepFailedError(
                f"{shown} still runs after {seconds / 60:.0f} minutes. It continues as the task"
                f" {_id(task)}: deploy again once that has ended."
            )
        time.sleep(POLL_INTERVAL_SECONDS)
    (container,) = found["containers"]
    if "exitCode" not in container:
        reason = container.get("reason") or found.get("stoppedReason")
        raise StepFailedError(f"{shown} did not start: {reason}")
    if container["exitCode"]:
        raise StepFailedError(
            f"{shown} ended with {container['exitCode']}. Its last log lines:\n{_last_lines(task)}"
        )
    logger.info("%s ended well as the task %s", shown, _id(task))


def _start(task_definition: str, command: str, environment: dict[str, str]) -> str:
    response = boto3.client("ecs").run_task(
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
                {
                    "name": os.environ["CONTAINER"],
                    "command": ["sh", "-c", command],
                    "environment": [
                        {"name": name, "value": value} for name, value in environment.items()
                    ],
                }
            ]
        },
    )
    if response["failures"]:
        raise StepFailedError(f"ECS starts no task: {response['failures'][0].get('reason')}")
    return response["tasks"][0]["taskArn"]


def _describe(task: str) -> Any:
    (found,) = boto3.client("ecs").describe_tasks(cluster=os.environ["CLUSTER"], tasks=[task])[
        "tasks"
    ]
    return found


def _last_lines(task: str) -> str:
    time.sleep(LOG_DELAY_SECONDS)
    logs = boto3.client("logs")
    container = os.environ["CONTAINER"]
    try:
        events = logs.get_log_events(
            logGroupName=os.environ["LOG_GROUP"],
            logStreamName=f"{container}/{container}/{_id(task)}",
            limit=MAX_LOG_LINES,
        )["events"]
    except logs.exceptions.ResourceNotFoundException:
        return "none"
    return "\n".join(each["message"] for each in events)


def _id(task: str) -> str:
    return task.rpartition("/")[2]
