"""What the chapters ask of the account, and what they know of staging."""

import json
import time
from collections.abc import Callable
from typing import Any

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client

SITE = "https://staging.example.com"
REPOSITORY = "registry.example.com/backend"
IMAGE, NEXT_IMAGE = f"{REPOSITORY}:1", f"{REPOSITORY}:2"
UNMIGRATABLE, ILL, WRONG = (f"{REPOSITORY}:{each}" for each in ("unmigratable", "ill", "wrong"))
IMAGES = (IMAGE, NEXT_IMAGE, UNMIGRATABLE, ILL, WRONG)
SECONDS = 60
EMAIL_URL = "smtp+tls://user:password@smtp.example.com:587"
WORKERS = ("worker-imports", "worker-heavy")
PRIVATE = f"{SITE}/media/private/statement.csv"


def database(staging: Deployment) -> Any:
    (found,) = client("rds").describe_db_clusters(DBClusterIdentifier=staging.name)["DBClusters"]
    return found


def signing_key() -> Any:
    (found,) = client("cloudfront").list_public_keys()["PublicKeyList"]["Items"]
    return found


def secret(reference: str) -> str:
    """As ECS reads it, from either of the two places."""
    if ":parameter/" in reference:
        name = reference.partition(":parameter")[2]
        value: str = client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"][
            "Value"
        ]
        return value
    secret: str = client("secretsmanager").get_secret_value(SecretId=reference)["SecretString"]
    return secret


def own_alarms(staging: Deployment) -> list[Any]:
    found = client("cloudwatch").describe_alarms(AlarmNamePrefix=f"{staging.name}: ")
    alarms: list[Any] = found["MetricAlarms"]
    return alarms


def schedule(staging: Deployment, name: str) -> Any:
    return client("scheduler").get_schedule(Name=f"{staging.name}-{name}")


def until(is_so: Callable[[], bool]) -> None:
    """Tasks are processes, which take a while to start."""
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def run_schedule(schedule: Any) -> Any:
    """What the scheduler does when it is time."""
    target = schedule["Target"]
    answer = client("lambda").invoke(
        FunctionName=target["Arn"], Payload=target.get("Input", "{}").encode()
    )
    said = json.load(answer["Payload"])
    assert "FunctionError" not in answer, said
    return said
