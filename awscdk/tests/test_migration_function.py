"""Errors of the migration function."""

from typing import Any

import boto3
import pytest
import release
from custom_resource import StepFailedError

ARN = "arn:aws:ecs:us-east-1:123456789012:task/staging-example-com/1a2b"


class Ecs:
    """Fake ECS client that returns the given task, or the given error."""

    def __init__(self, *, task: dict[str, Any] | None = None, error: str = "") -> None:
        self.task = task
        self.error = error

    def run_task(self, **how: Any) -> Any:
        assert how["taskDefinition"] == "management:7"
        failures = [{"reason": self.error}] if self.error else []
        return {"failures": failures, "tasks": [{"taskArn": ARN}]}

    def describe_tasks(self, **which: Any) -> Any:
        return {"tasks": [self.task]}


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLUSTER", "CONTAINER", "SUBNETS", "SECURITY_GROUP", "PUBLIC_ADDRESS"):
        monkeypatch.setenv(name, name.lower())
    monkeypatch.setattr(release, "POLL_INTERVAL_SECONDS", 0.01)


def run(ecs: Ecs, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the reason of the failure."""
    monkeypatch.setattr(boto3, "client", lambda service: ecs)
    with pytest.raises(StepFailedError) as failed:
        release.run(
            task_definition="management:7",
            commands=["migrate", "check"],
            environment={},
            seconds=0.1,
        )
    return str(failed.value)


def test_slow_migration_task_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(Ecs(task={"lastStatus": "RUNNING"}), monkeypatch) == (
        "manage.py migrate && manage.py check still runs after 0 minutes. It continues as the task"
        " 1a2b: deploy again once that has ended."
    )


def test_migration_task_that_does_not_start_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    task = {
        "lastStatus": "STOPPED",
        "stoppedReason": "CannotPullContainerError",
        "containers": [{"name": "management"}],
    }
    assert run(Ecs(task=task), monkeypatch).endswith("did not start: CannotPullContainerError")


def test_missing_fargate_capacity_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = run(Ecs(error="Capacity is unavailable"), monkeypatch)
    assert reason == "ECS starts no task: Capacity is unavailable"
