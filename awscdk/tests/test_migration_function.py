"""What the migration says of a task that AWS does not let end well: what an emulator cannot do.

How it runs and what it says of a command that fails, the emulated deployment shows.
"""

from typing import Any

import boto3
import pytest
import release
from custom_resource import StepFailedError

ARN = "arn:aws:ecs:us-east-1:123456789012:task/staging-example-com/1a2b"


class Ecs:
    """Starts a task, which is as it is told to be."""

    def __init__(self, *, task: dict[str, Any] | None = None, refusal: str = "") -> None:
        self.task = task
        self.refusal = refusal

    def run_task(self, **how: Any) -> Any:
        assert how["taskDefinition"] == "management:7"
        failures = [{"reason": self.refusal}] if self.refusal else []
        return {"failures": failures, "tasks": [{"taskArn": ARN}]}

    def describe_tasks(self, **which: Any) -> Any:
        return {"tasks": [self.task]}


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLUSTER", "CONTAINER", "SUBNETS", "SECURITY_GROUP", "PUBLIC_ADDRESS"):
        monkeypatch.setenv(name, name.lower())
    monkeypatch.setattr(release, "SECONDS_BETWEEN_LOOKS", 0.01)


def run(ecs: Ecs, monkeypatch: pytest.MonkeyPatch) -> str:
    """Why it failed."""
    monkeypatch.setattr(boto3, "client", lambda service: ecs)
    with pytest.raises(StepFailedError) as failed:
        release.run(task_definition="management:7", commands=["migrate", "check"], seconds=0.1)
    return str(failed.value)


def test_one_that_takes_too_long_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(Ecs(task={"lastStatus": "RUNNING"}), monkeypatch) == (
        "manage.py migrate && manage.py check still runs after 0 minutes. It goes on as the task"
        " 1a2b: deploy again once that has ended."
    )


def test_one_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    task = {
        "lastStatus": "STOPPED",
        "stoppedReason": "CannotPullContainerError",
        "containers": [{"name": "management"}],
    }
    assert run(Ecs(task=task), monkeypatch).endswith("did not start: CannotPullContainerError")


def test_no_room_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(Ecs(refusal="Capacity is unavailable"), monkeypatch)
    assert said == "ECS starts no task: Capacity is unavailable"
