"""Queries of the account, and expected values of staging."""

import json
import time
from collections.abc import Callable
from typing import Any

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client

SITE = "https://staging.example.com"
REPOSITORY = "registry.example.com/backend"
IMAGE, NEXT_IMAGE = f"{REPOSITORY}:1", f"{REPOSITORY}:2"
UNMIGRATABLE, UNHEALTHY, WRONG, IDLE = (
    f"{REPOSITORY}:{each}" for each in ("unmigratable", "unhealthy", "wrong", "idle")
)
IMAGES = (IMAGE, NEXT_IMAGE, UNMIGRATABLE, UNHEALTHY, WRONG, IDLE)
TIMEOUT_SECONDS = 60
EMAIL_URL = "smtp+tls://user:password@smtp.example.com:587"
PRIVATE = f"{SITE}/media/private/statement.csv"


def database(staging: Deployment) -> Any:
    (found,) = client("rds").describe_db_clusters(DBClusterIdentifier=staging.name)["DBClusters"]
    return found


def signing_key() -> Any:
    (found,) = client("cloudfront").list_public_keys()["PublicKeyList"]["Items"]
    return found


def secret(reference: str) -> str:
    """Resolve a secret as ECS does, from either of the two sources."""
    if ":parameter/" in reference:
        name = reference.partition(":parameter")[2]
        value: str = client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"][
            "Value"
        ]
        return value
    secret: str = client("secretsmanager").get_secret_value(SecretId=reference)["SecretString"]
    return secret


def own_alarms(staging: Deployment) -> list[Any]:
    found = client("cloudwatch").describe_alarms(AlarmNamePrefix=f"{staging.name}-")
    # CloudFormation names the alarms that scale workers after the stack.
    generated = f"{staging.name}-stack"
    return [each for each in found["MetricAlarms"] if not each["AlarmName"].startswith(generated)]


def schedule(staging: Deployment, name: str) -> Any:
    return client("scheduler").get_schedule(Name=f"{staging.name}-{name}")


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for a condition, as starting processes takes a while."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def start_worker(staging: Deployment) -> str:
    """Start a worker of the current version; return its task, which never ends by itself."""
    (task,) = client("ecs").run_task(
        cluster=staging.name,
        taskDefinition=f"{staging.name}-worker-heavy",
        launchType="FARGATE",
        startedBy="worker-heavy",
    )["tasks"]
    return str(task["taskArn"])


def is_running(staging: Deployment, task: str) -> bool:
    (found,) = client("ecs").describe_tasks(cluster=staging.name, tasks=[task])["tasks"]
    return bool(found["lastStatus"] == found["desiredStatus"] == "RUNNING")


def run_schedule(schedule: Any) -> Any:
    """Invoke the schedule's target, as the scheduler does."""
    target = schedule["Target"]
    response = client("lambda").invoke(
        FunctionName=target["Arn"], Payload=target.get("Input", "{}").encode()
    )
    result = json.load(response["Payload"])
    assert "FunctionError" not in response, result
    return result
