"""A rehearsed restore: the newest snapshot becomes a copy, which is checked and deleted.

The emulator's snapshots have no data: which commands run on the copy is tested here, and what they
find in `local/tests/test_backups.py`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from awscdk.commands import rehearse_restore
from awscdk.commands.rehearse_restore import rehearse
from awscdk.errors import CommandError
from awscdk.naming import Application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import DATABASE_NAME
from awscdk.tests.conftest import inputs


class Task:
    """Stands for ECS, which the tests of an emulated deployment run."""

    def __init__(self, *codes: int) -> None:
        self.codes = [*codes]
        self.commands: list[list[str]] = []
        self.urls: set[str] = set()
        self.clusters: set[str] = set()

    def __call__(self, *, command: list[str], variables: Mapping[str, str], **options: Any) -> int:
        self.commands.append(command)
        self.urls.add(variables["DATABASE_URL"])
        self.clusters |= clusters()
        assert variables["DATABASE_SECRET_ARN"] == ""
        return self.codes.pop(0) if self.codes else 0


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> Task:
    task = Task()
    monkeypatch.setattr(rehearse_restore, "run_task", task)
    return task


@pytest.fixture
def chosen(empty_account: object) -> Application:
    """Return staging with a database."""
    chosen = inputs("staging")
    rds = boto3.client("rds")
    subnets = [each["SubnetId"] for each in boto3.client("ec2").describe_subnets()["Subnets"]]
    rds.create_db_subnet_group(
        DBSubnetGroupName="subnets", DBSubnetGroupDescription="-", SubnetIds=subnets[:2]
    )
    rds.create_db_cluster(
        DBClusterIdentifier=chosen.full_app_name,
        Engine="aurora-postgresql",
        DatabaseName="app",
        MasterUsername="app",
        ManageMasterUserPassword=True,
        DBSubnetGroupName="subnets",
    )
    Parameters(region=chosen.region).write(chosen.parameter(DATABASE_NAME), chosen.full_app_name)
    boto3.client("logs").create_log_group(logGroupName=f"/{chosen.full_app_name}/backend")
    return chosen


@pytest.fixture
def snapshot(chosen: Application) -> None:
    boto3.client("rds").create_db_cluster_snapshot(
        DBClusterIdentifier=chosen.full_app_name, DBClusterSnapshotIdentifier="newest"
    )


def clusters() -> set[str]:
    found = boto3.client("rds").describe_db_clusters()["DBClusters"]
    return {each["DBClusterIdentifier"] for each in found}


def log(chosen: Application, *lines: str, at: datetime) -> None:
    group = f"/{chosen.full_app_name}/backend"
    logs = boto3.client("logs")
    logs.create_log_stream(logGroupName=group, logStreamName="web")
    logs.put_log_events(
        logGroupName=group,
        logStreamName="web",
        logEvents=[{"timestamp": int(at.timestamp() * 1000), "message": each} for each in lines],
    )


@pytest.mark.usefixtures("snapshot")
def test_copy_is_checked_and_deleted(chosen: Application, task: Task) -> None:
    now = datetime.now(UTC)
    log(
        chosen,
        '{"user_id": 12, "event": "account_erased"}',
        '{"user_id": 13, "event": "login"}',
        at=now + timedelta(seconds=5),
    )
    said: list[str] = []

    assert rehearse(chosen=chosen, now=now + timedelta(hours=3), say=said.append) == 0

    (url,) = task.urls
    address = url.partition("@")[2].partition("/")[0]
    assert task.commands == [
        ["migrate", "--noinput"],
        ["check_restored", address],
        ["replay_erasures", "12"],
    ]
    assert task.clusters == {chosen.full_app_name, f"{chosen.full_app_name}-rehearsal"}
    assert clusters() == {chosen.full_app_name}
    assert any("recovery point: 3.0 h ago" in each for each in said)


@pytest.mark.usefixtures("snapshot")
def test_failing_check_deletes_the_copy(chosen: Application, task: Task) -> None:
    task.codes = [0, 1]

    assert rehearse(chosen=chosen, now=datetime.now(UTC), say=print) == 1

    assert len(task.commands) == 2
    assert clusters() == {chosen.full_app_name}


@pytest.mark.usefixtures("snapshot")
def test_old_snapshot_is_an_error(chosen: Application, task: Task) -> None:
    with pytest.raises(CommandError, match=r"The newest snapshot of .* is 9 days old"):
        rehearse(chosen=chosen, now=datetime.now(UTC) + timedelta(days=9, hours=1))
    assert task.commands == []


def test_missing_snapshot_is_an_error(chosen: Application) -> None:
    with pytest.raises(CommandError, match="staging-example-com has no snapshot"):
        rehearse(chosen=chosen, now=datetime.now(UTC))


@pytest.mark.usefixtures("empty_account")
def test_missing_database_is_an_error() -> None:
    with pytest.raises(CommandError, match="has no database"):
        rehearse(chosen=inputs("staging"), now=datetime.now(UTC))
