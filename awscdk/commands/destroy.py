"""`python -m awscdk.commands.destroy CDK …`: delete an environment and all its own resources.

`CDK …`: the command line with its fixed arguments. An environment that keeps its data is only
destroyed if `REALLY` is its full name, and leaves its parameters, buckets and a snapshot.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

import boto3
from botocore.exceptions import ClientError

from awscdk.constants import EDGE
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.parameters import Parameters

# CloudFront creates it in the VPC of an origin, and may leave it behind, with which CloudFormation
# cannot delete the VPC. Source: CloudFront developer guide, "Restrict access with VPC origins".
ORIGIN_GROUP = "CloudFront-VPCOrigins-Service-SG"
MAX_TASKS_PER_CALL = 100


def destroy(*, chosen: Application, really: str, cdk: Sequence[str]) -> int:
    """Destroy the environment; return the command line's exit code. Raise CommandError."""
    name = chosen.full_app_name
    keeps_data = chosen.environment.keeps_data
    if keeps_data and really != name:
        raise CommandError(f"{name} keeps its data. To destroy it anyway, set REALLY={name}.")
    command = [*cdk, "destroy", "--all", "--force"]
    code = subprocess.run(command).returncode
    # What CloudFormation does not know holds what it deletes.
    if code and any([_stop_workers(chosen), _delete_origin_groups(chosen)]):
        code = subprocess.run(command).returncode
    if code == 0 and not keeps_data:
        for region in dict.fromkeys((chosen.region, EDGE)):
            Parameters(region=region).delete_all(f"/{name}")
    return code


def _stop_workers(chosen: Application) -> bool:
    """Stop tasks that no service has started; return True if there were any.

    Once the services are deleted, nothing starts new ones.
    """
    ecs = boto3.client("ecs", region_name=chosen.region)
    cluster = chosen.full_app_name
    try:
        pages = [*ecs.get_paginator("list_tasks").paginate(cluster=cluster)]
    except ecs.exceptions.ClusterNotFoundException:
        return False
    tasks = [arn for page in pages for arn in page["taskArns"]]
    for task in tasks:
        ecs.stop_task(cluster=cluster, task=task, reason="The environment is deleted.")
    for first in range(0, len(tasks), MAX_TASKS_PER_CALL):
        chunk = tasks[first : first + MAX_TASKS_PER_CALL]
        ecs.get_waiter("tasks_stopped").wait(cluster=cluster, tasks=chunk)
        print(f"  ✓ {len(chunk)} workers in {chosen.region}: stopped", flush=True)
    return bool(tasks)


def _delete_origin_groups(chosen: Application) -> bool:
    """Delete the groups that CloudFront left in the VPC; return True if there were any.

    Raise CommandError while CloudFront still uses one.
    """
    ec2 = boto3.client("ec2", region_name=chosen.region)
    vpcs = ec2.describe_vpcs(Filters=[{"Name": "tag:StackName", "Values": [chosen.full_app_name]}])[
        "Vpcs"
    ]
    groups = [
        group["GroupId"]
        for vpc in vpcs
        for group in ec2.describe_security_groups(
            Filters=[
                {"Name": "vpc-id", "Values": [vpc["VpcId"]]},
                {"Name": "group-name", "Values": [ORIGIN_GROUP]},
            ]
        )["SecurityGroups"]
    ]
    for group in groups:
        try:
            ec2.delete_security_group(GroupId=group)
        except ClientError as error:
            if error.response["Error"]["Code"] != "DependencyViolation":
                raise
            raise CommandError(
                f"CloudFront still uses {ORIGIN_GROUP} ({group}) in {chosen.region}:"
                " run `make destroy` again in some minutes."
            ) from None
        print(f"  ✓ {ORIGIN_GROUP} ({group}) in {chosen.region}: deleted", flush=True)
    return bool(groups)


if __name__ == "__main__":
    sys.exit(
        destroy(
            chosen=application(os.environ), really=os.environ.get("REALLY", ""), cdk=sys.argv[1:]
        )
    )
