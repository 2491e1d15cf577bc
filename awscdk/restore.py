"""`python -m awscdk.restore SNAPSHOT CDK …`: deploy with a database made from a snapshot.

`CDK …`: the command line's program and what it is always given. The former database serves until
the new one does, and is deleted then; one that is protected stays, and is deleted by hand.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence

import boto3

from awscdk.look_ups import DATABASE_NAME, DATABASE_SNAPSHOT
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.refusal import Refusal

NUMBERED = re.compile(r"(?P<name>.+?)(?:-restored-(?P<number>\d+))?")


def restore(*, chosen: Application, snapshot: str, cdk: Sequence[str]) -> int:
    """The exit code of the command line. Raises Refusal."""
    _check(chosen, snapshot)
    parameters = Parameters(region=chosen.region)
    name, from_what = (chosen.parameter(each) for each in (DATABASE_NAME, DATABASE_SNAPSHOT))
    before = {parameter: parameters.read(parameter) for parameter in (name, from_what)}
    former = before[name]
    if former is None:
        raise Refusal(f"{name} is missing: `make deploy` comes first.")
    parameters.write(name, _next(former))
    parameters.write(from_what, snapshot)
    code = subprocess.run([*cdk, "deploy", "--all", "--require-approval", "never"]).returncode
    if code:
        # The next deployment shall not try it again.
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
        raise Refusal(
            f"{snapshot or 'SNAPSHOT'} is no snapshot that can be restored in {chosen.region}."
            f" Of {chosen.full_app_name} there are: {', '.join(sorted(own)) or 'none'}."
        )


def _next(name: str) -> str:
    match = NUMBERED.fullmatch(name)
    assert match is not None
    return f"{match['name']}-restored-{int(match['number'] or 0) + 1}"


if __name__ == "__main__":
    sys.exit(restore(chosen=application(os.environ), snapshot=sys.argv[1], cdk=sys.argv[2:]))
