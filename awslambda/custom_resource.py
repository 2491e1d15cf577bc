"""What CloudFormation asks of a function while it deploys, and how it is answered."""

import json
import logging
import urllib.request
from collections.abc import Callable
from typing import Any

import boto3  # Lambda brings it along

logger = logging.getLogger()
LONGEST_REASON = 2_000
"""Characters. An answer may have 4,096 bytes in all."""


class StepFailedError(Exception):
    """The deployment ends here and is rolled back; whoever started it reads the sentence."""


def take_part(event: dict[str, Any], step: Callable[[dict[str, Any]], None]) -> None:
    """The step where something is deployed; nothing where it is deleted or on its way back."""
    reason = ""
    try:
        if event["RequestType"] != "Delete" and not _is_on_its_way_back(event["StackId"]):
            step(event["ResourceProperties"])
    except StepFailedError as failed:
        reason = str(failed)
    except Exception as error:
        # Without an answer CloudFormation waits for an hour.
        logger.exception("failed")
        reason = repr(error)
    _answer(event, reason)


def _is_on_its_way_back(stack: str) -> bool:
    """A nested one tells that it updates; the outermost knows in which direction."""
    cloudformation = boto3.client("cloudformation")
    (own,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    if "ROLLBACK" in own["StackStatus"] or "RootId" not in own:
        return "ROLLBACK" in own["StackStatus"]
    (root,) = cloudformation.describe_stacks(StackName=own["RootId"])["Stacks"]
    return "ROLLBACK" in root["StackStatus"]


def _answer(event: dict[str, Any], reason: str) -> None:
    body = {
        "Status": "FAILED" if reason else "SUCCESS",
        # The end says most: it is where a traceback names its error.
        "Reason": reason[-LONGEST_REASON:],
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
