"""What a step of a deployment answers CloudFormation, and when it does nothing."""

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
    """As far as a step asks it: a nested stack, and the outermost one."""

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
def answers() -> Iterator[list[dict[str, Any]]]:
    """What was put where CloudFormation said."""
    put: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            put.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            # A signed address of S3: another type than none would not be what was signed.
            put[-1]["type"] = self.headers["Content-Type"]
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
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


def test_a_step_that_succeeds_says_so(
    cloudformation: CloudFormation, answers: list[dict[str, Any]]
) -> None:
    given: list[dict[str, Any]] = []
    take_part(event, given.append)

    assert given == [{"Commands": ["migrate"]}]
    (answer,) = answers
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "Step")
    assert (answer["StackId"], answer["RequestId"]) == (STACK, "request")
    assert answer["type"] == ""


def test_a_step_that_fails_says_the_end_of_why(
    cloudformation: CloudFormation, answers: list[dict[str, Any]]
) -> None:
    take_part(event, fail)

    (answer,) = answers
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].endswith("ended with 1")
    assert len(json.dumps(answer)) < 4096


def test_an_error_of_its_own_is_answered_too(
    cloudformation: CloudFormation, answers: list[dict[str, Any]]
) -> None:
    take_part(event, lambda properties: print(properties["TaskDefinition"]))

    assert answers[0]["Reason"] == "KeyError('TaskDefinition')"


@pytest.mark.parametrize("rolls_back", [STACK, ROOT])
def test_nothing_is_done_on_the_way_back(
    rolls_back: str, cloudformation: CloudFormation, answers: list[dict[str, Any]]
) -> None:
    cloudformation.states[rolls_back] = "UPDATE_ROLLBACK_IN_PROGRESS"
    take_part(event, fail)

    assert answers[0]["Status"] == "SUCCESS"


def test_nothing_is_done_where_it_is_deleted(answers: list[dict[str, Any]]) -> None:
    take_part({**event, "RequestType": "Delete"}, fail)

    assert answers[0]["Status"] == "SUCCESS"
