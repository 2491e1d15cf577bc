"""Responses of deployment steps to CloudFormation."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import boto3
import pytest
from custom_resource import StepFailedError, take_part

STACK, ROOT = "arn:nested", "arn:root"


class CloudFormation:
    """The used subset of CloudFormation: a nested stack and the outermost one."""

    def __init__(self) -> None:
        self.states = {STACK: "UPDATE_IN_PROGRESS", ROOT: "UPDATE_IN_PROGRESS"}

    def describe_stacks(self, *, StackName: str) -> Any:  # noqa: N803
        root = {"RootId": ROOT} if StackName == STACK else {}
        return {"Stacks": [{"StackStatus": self.states[StackName], **root}]}


@pytest.fixture
def cloudformation(monkeypatch: pytest.MonkeyPatch) -> CloudFormation:
    found = CloudFormation()
    monkeypatch.setattr(boto3, "client", lambda service: found)
    return found


@pytest.fixture
def responses() -> Iterator[list[dict[str, Any]]]:
    """Return the response that was uploaded to CloudFormation's URL."""
    put: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            put.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            # A signed URL of S3: any content type would invalidate the signature.
            put[-1]["type"] = self.headers["Content-Type"]
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        event["ResponseURL"] = f"http://127.0.0.1:{server.server_port}/"
        yield put
        server.shutdown()


event: dict[str, Any] = {
    "RequestType": "Update",
    "RequestId": "request",
    "StackId": STACK,
    "LogicalResourceId": "Step",
    "PhysicalResourceId": "Step",
    "ResourceProperties": {"Commands": ["migrate"]},
}


def fail(properties: dict[str, Any]) -> None:
    raise StepFailedError("x" * 3000 + " ended with 1")


def test_custom_resource_reports_success(
    cloudformation: CloudFormation, responses: list[dict[str, Any]]
) -> None:
    given: list[dict[str, Any]] = []
    take_part(event, given.append)

    assert given == [{"Commands": ["migrate"]}]
    (response,) = responses
    assert (response["Status"], response["PhysicalResourceId"]) == ("SUCCESS", "Step")
    assert (response["StackId"], response["RequestId"]) == (STACK, "request")
    assert response["type"] == ""


def test_custom_resource_reports_the_end_of_the_reason(
    cloudformation: CloudFormation, responses: list[dict[str, Any]]
) -> None:
    take_part(event, fail)

    (response,) = responses
    assert response["Status"] == "FAILED"
    assert response["Reason"].endswith("ended with 1")
    assert len(json.dumps(response)) < 4096


def test_custom_resource_reports_unexpected_errors(
    cloudformation: CloudFormation, responses: list[dict[str, Any]]
) -> None:
    take_part(event, lambda properties: print(properties["TaskDefinition"]))

    assert responses[0]["Reason"] == "KeyError('TaskDefinition')"


@pytest.mark.parametrize("rolls_back", [STACK, ROOT])
def test_custom_resource_skips_rollbacks(
    rolls_back: str, cloudformation: CloudFormation, responses: list[dict[str, Any]]
) -> None:
    cloudformation.states[rolls_back] = "UPDATE_ROLLBACK_IN_PROGRESS"
    take_part(event, fail)

    assert responses[0]["Status"] == "SUCCESS"


def test_custom_resource_skips_deletions(responses: list[dict[str, Any]]) -> None:
    take_part({**event, "RequestType": "Delete"}, fail)

    assert responses[0]["Status"] == "SUCCESS"
