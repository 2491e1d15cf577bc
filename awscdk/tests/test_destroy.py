"""Destroying environments."""

from pathlib import Path
from typing import Any

import boto3
import pytest

from awscdk.commands.destroy import destroy
from awscdk.errors import CommandError
from awscdk.tests.conftest import inputs

pytestmark = pytest.mark.usefixtures("empty_account")
SUCCEEDS, FAILS = ["true"], ["false"]
NAMES = (
    "/production-example-com/EMAIL_URL",
    "/review-branch-example-com/EMAIL_URL",
    "/review-branch-example-com/hosted-zone-id",
    "/staging-example-com/EMAIL_URL",
)


@pytest.fixture(autouse=True)
def parameters(empty_account: None) -> None:
    for name in NAMES:
        boto3.client("ssm").put_parameter(Name=name, Value="x", Type="String")


def left() -> list[str]:
    return sorted(each["Name"] for each in boto3.client("ssm").describe_parameters()["Parameters"])


def test_destroy_deletes_only_its_own_parameters() -> None:
    assert destroy(chosen=inputs("review-branch"), really="", cdk=SUCCEEDS) == 0
    assert left() == [each for each in NAMES if "review" not in each]


def test_destroy_keeps_parameters_when_it_fails() -> None:
    assert destroy(chosen=inputs("review-branch"), really="", cdk=FAILS) == 1
    assert left() == [*NAMES]


@pytest.mark.parametrize("really", ["", "yes", "staging-example-com"])
def test_destroy_of_kept_data_requires_its_name(really: str) -> None:
    with pytest.raises(CommandError, match="REALLY=production-example-com"):
        destroy(chosen=inputs("production"), really=really, cdk=SUCCEEDS)


def test_destroy_keeps_parameters_of_kept_data() -> None:
    assert destroy(chosen=inputs("production"), really="production-example-com", cdk=SUCCEEDS) == 0
    assert left() == [*NAMES]


def security_groups(name: str) -> list[Any]:
    """Return those in the environment's VPC."""
    ec2 = boto3.client("ec2")
    (vpc,) = ec2.describe_vpcs(Filters=[{"Name": "tag:StackName", "Values": [name]}])["Vpcs"]
    found: list[Any] = ec2.describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
    )["SecurityGroups"]
    return [each["GroupName"] for each in found if each["GroupName"] != "default"]


def create_vpc(name: str) -> None:
    """Create a VPC as CloudFront leaves it."""
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(
        CidrBlock="10.0.0.0/16",
        TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "StackName", "Value": name}]}],
    )["Vpc"]["VpcId"]
    ec2.create_security_group(
        GroupName="CloudFront-VPCOrigins-Service-SG", Description="CloudFront", VpcId=vpc
    )


def test_destroy_deletes_the_group_that_blocks_the_vpc(tmp_path: Path) -> None:
    create_vpc("review-branch-example-com")
    create_vpc("staging-example-com")
    # CloudFormation fails to delete the VPC, and succeeds afterwards.
    cdk = ["sh", "-c", f"test -e {tmp_path}/failed || {{ touch {tmp_path}/failed; false; }}"]

    assert destroy(chosen=inputs("review-branch"), really="", cdk=cdk) == 0

    assert security_groups("review-branch-example-com") == []
    assert security_groups("staging-example-com") == ["CloudFront-VPCOrigins-Service-SG"]


def test_destroy_stops_the_workers_that_hold_the_cluster(tmp_path: Path) -> None:
    ecs = boto3.client("ecs")
    for name in ("review-branch-example-com", "staging-example-com"):
        ecs.create_cluster(clusterName=name)
        ecs.register_task_definition(
            family=f"{name}-worker-heavy",
            containerDefinitions=[{"name": "worker-heavy", "image": "none", "memory": 64}],
        )
        ecs.run_task(cluster=name, taskDefinition=f"{name}-worker-heavy")
    cdk = ["sh", "-c", f"test -e {tmp_path}/failed || {{ touch {tmp_path}/failed; false; }}"]

    assert destroy(chosen=inputs("review-branch"), really="", cdk=cdk) == 0

    assert ecs.list_tasks(cluster="review-branch-example-com")["taskArns"] == []
    assert len(ecs.list_tasks(cluster="staging-example-com")["taskArns"]) == 1


def test_destroy_fails_once_without_such_a_group(tmp_path: Path) -> None:
    cdk = ["sh", "-c", f"echo called >> {tmp_path}/calls; false"]

    assert destroy(chosen=inputs("review-branch"), really="", cdk=cdk) == 1

    assert (tmp_path / "calls").read_text().count("called") == 1
