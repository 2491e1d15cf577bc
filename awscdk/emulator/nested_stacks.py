"""Nested stacks as stacks of their own, created by the API.

Those of ministack neither resolve `{{resolve:…}}` nor keep the attributes of resources that an
update leaves alone, nor roll back; its other stacks do.
"""

import time
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

TIMEOUT_SECONDS = 900
# IAM resources are acknowledged for the parent.
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


class NestedStack(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        raise NotImplementedError("a nested stack is named after its parent")

    def create_in(
        self, stack: str, logical_id: str, properties: Properties
    ) -> tuple[str, Attributes]:
        reference: str = own_client("cloudformation").create_stack(
            StackName=f"{stack}-{logical_id}-{uuid4().hex[:12]}",
            OnFailure="DELETE",
            **_arguments(properties),
        )["StackId"]
        return reference, _outputs(reference, "CREATE_COMPLETE")

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        try:
            own_client("cloudformation").update_stack(StackName=reference, **_arguments(after))
        except ClientError as error:
            # It has rolled back already.
            if "No updates are to be performed" not in str(error):
                raise
            return reference, _outputs(reference, "UPDATE_ROLLBACK_COMPLETE")
        return reference, _outputs(reference, "UPDATE_COMPLETE")

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("cloudformation").delete_stack(StackName=reference)
        status = _wait(reference)["StackStatus"]
        if status != "DELETE_COMPLETE":
            raise RuntimeError(_failure(reference, status))


def _arguments(properties: Properties) -> dict[str, Any]:
    return {
        "TemplateURL": properties["TemplateURL"],
        "Capabilities": CAPABILITIES,
        "Parameters": [
            {"ParameterKey": name, "ParameterValue": str(value)}
            for name, value in properties.get("Parameters", {}).items()
        ],
        # CloudFormation adds those of AWS itself.
        "Tags": [each for each in properties.get("Tags", []) if not each["Key"].startswith("aws:")],
    }


def _outputs(reference: str, wanted: str) -> Attributes:
    stack = _wait(reference)
    if stack["StackStatus"] != wanted:
        raise RuntimeError(_failure(reference, stack["StackStatus"]))
    return {
        f"Outputs.{each['OutputKey']}": each["OutputValue"] for each in stack.get("Outputs", [])
    }


def _wait(reference: str) -> Any:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        (stack,) = own_client("cloudformation").describe_stacks(StackName=reference)["Stacks"]
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            return stack
        time.sleep(0.1)
    raise TimeoutError(reference)


def _failure(reference: str, status: str) -> str:
    """Return why resources failed in the last operation, the first one first."""
    events = own_client("cloudformation").describe_stack_events(StackName=reference)["StackEvents"]
    reasons: list[str] = []
    # The latest event comes first.
    for each in events:
        if each["PhysicalResourceId"] == reference:
            if each["ResourceStatus"] in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"):
                break
        elif each["ResourceStatus"].endswith("_FAILED"):
            reasons.insert(0, each["ResourceStatusReason"])
    return f"Embedded stack {reference} is {status}: {' '.join(reasons)}"


RESOURCES: dict[str, Resource] = {"AWS::CloudFormation::Stack": NestedStack()}
