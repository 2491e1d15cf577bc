"""CloudFormation's custom resource protocol for functions that run during a deployment."""

import json
import logging
import urllib.request
from collections.abc import Callable
from typing import Any

import boto3  # Lambda brings it along

logger = logging.getLogger()
# Maximum length in characters. The whole response may have 4,096 bytes.
MAX_REASON_LENGTH = 2_000


class StepFailedError(Exception):
    """Fails the deployment, which is rolled back; the message is shown to its user."""


def take_part(event: dict[str, Any], step: Callable[[dict[str, Any]], None]) -> None:
    """Run the step of a deployment; skip deletions and rollbacks."""
    reason = ""
    try:
        if event["RequestType"] != "Delete" and not _is_rolling_back(event["StackId"]):
            step(event["ResourceProperties"])
    except StepFailedError as failed:
        reason = str(failed)
    except Exception as error:
        # Without a response CloudFormation waits for an hour.
        logger.exception("failed")
        reason = repr(error)
    _respond(event, reason)


def _is_rolling_back(stack: str) -> bool:
    """Return True if the outermost stack is rolling back: a nested one only reports an update."""
    cloudformation = boto3.client("cloudformation")
    (own,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    if "ROLLBACK" in own["StackStatus"] or "RootId" not in own:
        return "ROLLBACK" in own["StackStatus"]
    (root,) = cloudformation.describe_stacks(StackName=own["RootId"])["Stacks"]
    return "ROLLBACK" in root["StackStatus"]


def _respond(event: dict[str, Any], reason: str) -> None:
    body = {
        "Status": "FAILED" if reason else "SUCCESS",
        # The end of a traceback names the error.
        "Reason": reason[-MAX_REASON_LENGTH:],
        "PhysicalResourceId": event.get("PhysicalResourceId", event["LogicalResourceId"]),
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
    }
    request = urllib.request.Request(
        event["ResponseURL"],
        data=json.dumps(body).encode(),
        headers={"Content-Type": ""},
        method="PUT",
    )
    with urllib.request.urlopen(request, timeout=30):
        pass
