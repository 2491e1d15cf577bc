"""`python -m awscdk.commands.rehearse_restore`: restore the newest snapshot and check the copy.

The copy stands beside the database. It is migrated and checked, and erases again what was erased
after the snapshot; then it is deleted. The database of the environment is not changed.
"""

import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

import boto3

from awscdk.commands.run_task import POLL_INTERVAL_SECONDS, run_task
from awscdk.constants import DATABASE
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import DATABASE_NAME

if TYPE_CHECKING:
    from types_boto3_rds.client import RDSClient
    from types_boto3_rds.type_defs import (
        DBClusterSnapshotTypeDef,
        DBClusterTypeDef,
        ServerlessV2ScalingConfigurationTypeDef,
        TagTypeDef,
    )

# As for the backups of a machine.
MAX_AGE = timedelta(days=8)
ENGINE = "aurora-postgresql"
ERASED = re.compile(r'"user_id":\s*(\d+)')
CAPACITY: "ServerlessV2ScalingConfigurationTypeDef" = {"MinCapacity": 0.5, "MaxCapacity": 4.0}


def rehearse(
    *,
    chosen: Application,
    now: datetime,
    say: Callable[[str], None] = print,
    pause: float = POLL_INTERVAL_SECONDS,
) -> int:
    """Return the exit code of the first command that fails, else 0. Raise CommandError."""
    rds = boto3.client("rds", region_name=chosen.region)
    name = Parameters(region=chosen.region).read(chosen.parameter(DATABASE_NAME))
    if name is None:
        raise CommandError(f"{chosen.full_app_name} has no database: run `make deploy` first.")
    (current,) = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    snapshot = newest_snapshot(rds, name, now=now)
    taken = snapshot["SnapshotCreateTime"]
    began = monotonic()
    with _restored(rds, current, snapshot, chosen=chosen) as (address, url):
        say(f"  {snapshot['DBClusterSnapshotIdentifier']}: restored in {monotonic() - began:.0f} s")
        commands = [["migrate", "--noinput"], ["check_restored", address]]
        if erased := erased_since(taken, chosen=chosen):
            commands.append(["replay_erasures", *erased])
        for command in commands:
            variables = {"DATABASE_URL": url, "DATABASE_SECRET_ARN": ""}
            code = run_task(
                chosen=chosen, command=command, say=say, pause=pause, variables=variables
            )
            if code:
                return code
    say(f"  recovery point: {(now - taken).total_seconds() / 3600:.1f} h ago")
    say(f"  recovery time:  {(monotonic() - began) / 60:.0f} min, with the checks")
    return 0


def newest_snapshot(rds: "RDSClient", name: str, *, now: datetime) -> "DBClusterSnapshotTypeDef":
    """Return the newest snapshot of a database. Raise CommandError if it is older than 8 days."""
    pages = rds.get_paginator("describe_db_cluster_snapshots").paginate(DBClusterIdentifier=name)
    found = [
        each
        for page in pages
        for each in page["DBClusterSnapshots"]
        if each["Status"] == "available"
    ]
    if not found:
        raise CommandError(f"{name} has no snapshot.")
    newest = max(found, key=lambda each: each["SnapshotCreateTime"])
    age = now - newest["SnapshotCreateTime"]
    if age > MAX_AGE:
        raise CommandError(f"The newest snapshot of {name} is {age.days} days old.")
    return newest


def erased_since(moment: datetime, *, chosen: Application) -> list[str]:
    """Return the ids of the users who were erased, from the log of the backend."""
    pages = (
        boto3.client("logs", region_name=chosen.region)
        .get_paginator("filter_log_events")
        .paginate(
            logGroupName=f"/{chosen.full_app_name}/backend",
            startTime=int(moment.timestamp() * 1000),
            filterPattern='"account_erased"',
        )
    )
    lines = [event["message"] for page in pages for event in page["events"]]
    return [match[1] for line in lines if (match := ERASED.search(line))]


@contextmanager
def _restored(
    rds: "RDSClient",
    current: "DBClusterTypeDef",
    snapshot: "DBClusterSnapshotTypeDef",
    *,
    chosen: Application,
) -> Iterator[tuple[str, str]]:
    """Restore the snapshot beside the database during the block; yield its address and URL."""
    copy = f"{current['DBClusterIdentifier']}-rehearsal"
    # Of an interrupted rehearsal.
    _delete(rds, copy)
    tags: list[TagTypeDef] = [{"Key": "StackName", "Value": chosen.full_app_name}]
    rds.restore_db_cluster_from_snapshot(
        DBClusterIdentifier=copy,
        SnapshotIdentifier=snapshot["DBClusterSnapshotIdentifier"],
        Engine=ENGINE,
        DBSubnetGroupName=current["DBSubnetGroup"],
        VpcSecurityGroupIds=[each["VpcSecurityGroupId"] for each in current["VpcSecurityGroups"]],
        ServerlessV2ScalingConfiguration=CAPACITY,
        DeletionProtection=False,
        Tags=tags,
    )
    try:
        rds.create_db_instance(
            DBInstanceIdentifier=copy,
            DBClusterIdentifier=copy,
            DBInstanceClass="db.serverless",
            Engine=ENGINE,
            Tags=tags,
        )
        rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier=copy)
        password = secrets.token_hex(32)
        rds.modify_db_cluster(
            DBClusterIdentifier=copy, MasterUserPassword=password, ApplyImmediately=True
        )
        rds.get_waiter("db_cluster_available").wait(DBClusterIdentifier=copy)
        (made,) = rds.describe_db_clusters(DBClusterIdentifier=copy)["DBClusters"]
        address = f"{made['Endpoint']}:{made['Port']}"
        user = f"{DATABASE}:{password}"
        yield address, f"postgres://{user}@{address}/{DATABASE}?sslmode=require"
    finally:
        _delete(rds, copy)


def _delete(rds: "RDSClient", copy: str) -> None:
    with suppress(rds.exceptions.DBInstanceNotFoundFault):
        rds.delete_db_instance(DBInstanceIdentifier=copy, SkipFinalSnapshot=True)
    try:
        rds.delete_db_cluster(DBClusterIdentifier=copy, SkipFinalSnapshot=True)
    except rds.exceptions.DBClusterNotFoundFault:
        return
    rds.get_waiter("db_cluster_deleted").wait(DBClusterIdentifier=copy)


if __name__ == "__main__":
    sys.exit(rehearse(chosen=application(os.environ), now=datetime.now(UTC)))
