"""`python -m awscdk.commands.restore SNAPSHOT CDK …`: deploy with the database of a snapshot.

`CDK …`: the command line with its fixed arguments. The former database serves until the new one
does, and is then deleted; a protected one stays and is deleted by hand.
"""

import os
import re
import sys
from collections.abc import Sequence

import boto3

from awscdk.commands.deploy import run_deployment
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import DATABASE_NAME, DATABASE_SNAPSHOT

NUMBERED = re.compile(r"(?P<name>.+?)(?:-restored-(?P<number>\d+))?")


def restore(*, chosen: Application, snapshot: str, cdk: Sequence[str]) -> int:
    """Restore the snapshot; return the command line's exit code. Raise CommandError."""
    _check(chosen, snapshot)
    parameters = Parameters(region=chosen.region)
    name, from_what = (chosen.parameter(each) for each in (DATABASE_NAME, DATABASE_SNAPSHOT))
    before = {parameter: parameters.read(parameter) for parameter in (name, from_what)}
    former = before[name]
    if former is None:
        raise CommandError(f"{name} is missing: run `make deploy` first.")
    parameters.write(name, _next(former))
    parameters.write(from_what, snapshot)
    code = run_deployment(cdk)
    if code:
        # The next deployment must not try the snapshot again.
        for parameter, value in before.items():
            parameters.write(parameter, value or "")
    return code


def _check(chosen: Application, snapshot: str) -> None:
    rds = boto3.client("rds", region_name=chosen.region)
    found = {
        each["DBClusterSnapshotIdentifier"]: each["Status"]
        for page in rds.get_paginator("describe_db_cluster_snapshots").paginate()
        for each in page["DBClusterSnapshots"]
        if each["Engine"] == "aurora-postgresql"
    }
    if found.get(snapshot) != "available":
        own = [each for each in found if chosen.full_app_name in each]
        raise CommandError(
            f"{snapshot or 'SNAPSHOT'} is not an available snapshot in {chosen.region}."
            f" Snapshots of {chosen.full_app_name}: {', '.join(sorted(own)) or 'none'}."
        )


def _next(name: str) -> str:
    match = NUMBERED.fullmatch(name)
    assert match is not None
    return f"{match['name']}-restored-{int(match['number'] or 0) + 1}"


if __name__ == "__main__":
    sys.exit(restore(chosen=application(os.environ), snapshot=sys.argv[1], cdk=sys.argv[2:]))
