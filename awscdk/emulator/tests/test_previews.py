"""Two previews at once: neither reads the other's database, keys, files or secrets.

The emulator evaluates the policies of the roles' callers, as AWS does. `make test-awscdk` compares
the templates of all roles; here two deployed ones call the API.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import boto3
import pytest
from botocore.exceptions import ClientError

from awscdk.emulator.browser import Browser
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import client
from awscdk.emulator.running import enforce_policies
from awscdk.emulator.tests.empty_account import empty_account
from awscdk.emulator.tests.signing import signed, signer
from config.topology import WorkerFleet

pytestmark = pytest.mark.nightly
IMAGE = "registry.example.com/backend:1"
SERVICE = "always-on"
PRIVATE = "media/private/statement.csv"
# With data, permissions or addresses.
KINDS = (
    "CloudFront::Distribution",
    "CloudFront::KeyGroup",
    "CloudFront::PublicKey",
    "EC2::SecurityGroup",
    "EC2::Subnet",
    "EC2::VPC",
    "ECS::Cluster",
    "ECS::TaskDefinition",
    "ElastiCache::ReplicationGroup",
    "ElasticLoadBalancingV2::LoadBalancer",
    "IAM::Role",
    "Lambda::Function",
    "Logs::LogGroup",
    "RDS::DBCluster",
    "S3::Bucket",
    "SecretsManager::Secret",
)


class Previews(NamedTuple):
    own: Deployment
    other: Deployment


@pytest.fixture(scope="module")
def previews() -> Iterator[Previews]:
    with empty_account("previews") as aws:
        Images(aws.home).build(IMAGE)
        both = [
            Deployment(aws=aws, environment=name, worker_fleet=WorkerFleet.TASKS)
            for name in ("review-own", "review-other")
        ]
        for each in both:
            each.cdk.synthesize(IMAGE)
        both[0].cdk.deploy_account()
        both[0].cdk.bootstrap()
        with ThreadPoolExecutor() as threads:
            list(threads.map(_deploy, both))
        enforce_policies(aws)
        yield Previews(*both)


def _deploy(preview: Deployment) -> None:
    preview.cdk.prepare(EMAIL_URL=f"smtp+tls://user:{preview.name}@smtp.example.com:587")
    preview.cdk("deploy", "--require-approval", "never")


@pytest.mark.parametrize("kind", KINDS)
def test_previews_have_resources_of_their_own(previews: Previews, kind: str) -> None:
    own, other = (
        {name for name, its_kind in resources(f"{each.name}-stack") if its_kind == f"AWS::{kind}"}
        for each in previews
    )

    assert own
    assert own.isdisjoint(other)


def test_databases_and_brokers_have_passwords_of_their_own(previews: Previews) -> None:
    own, other = ({*secrets(each).values()} for each in previews)

    assert len(own) == len(other) == 6
    assert own.isdisjoint(other)


def test_execution_role_reads_secrets_of_its_preview_only(previews: Previews) -> None:
    session = assumed(previews.own, "executionRoleArn")

    for name, reference in references(previews.own).items():
        assert read(session, reference) is None, name
    for name, reference in references(previews.other).items():
        assert read(session, reference) == "AccessDeniedException", name


def test_task_role_reads_password_of_its_own_database_only(previews: Previews) -> None:
    session = assumed(previews.own, "taskRoleArn")
    own, other = (variables(each)["DATABASE_SECRET_ARN"] for each in previews)

    assert read(session, own) is None
    assert read(session, other) == "AccessDeniedException"


def test_task_role_reads_and_writes_files_of_its_preview_only(previews: Previews) -> None:
    files = assumed(previews.own, "taskRoleArn").client("s3")
    own, other = (each.outputs["AssetsBucket"] for each in previews)
    client("s3").put_object(Bucket=other, Key=PRIVATE, Body=b"a,b")

    files.put_object(Bucket=own, Key=PRIVATE, Body=b"a,b")
    assert files.get_object(Bucket=own, Key=PRIVATE)["Body"].read() == b"a,b"
    for operation in (
        lambda: files.get_object(Bucket=other, Key=PRIVATE),
        lambda: files.put_object(Bucket=other, Key=PRIVATE, Body=b""),
        lambda: files.delete_object(Bucket=other, Key=PRIVATE),
        lambda: files.list_objects_v2(Bucket=other),
    ):
        assert error(operation) == "AccessDenied"


def test_task_role_stops_tasks_of_its_preview_only(previews: Previews) -> None:
    """IAM's simulator decides, as the emulated StopTask checks the cluster, not the task."""
    role = previews.own.task_definition(SERVICE)["taskRoleArn"].rpartition("/")[2]
    iam = client("iam")
    policies = [
        json.dumps(iam.get_role_policy(RoleName=role, PolicyName=each)["PolicyDocument"])
        for each in iam.list_role_policies(RoleName=role)["PolicyNames"]
    ]

    def decide(preview: Deployment) -> str:
        (task,) = client("ecs").list_tasks(cluster=preview.name, serviceName=SERVICE)["taskArns"]
        (result,) = iam.simulate_custom_policy(
            PolicyInputList=policies, ActionNames=["ecs:StopTask"], ResourceArns=[task]
        )["EvaluationResults"]
        decision: str = result["EvalDecision"]
        return decision

    assert [decide(each) for each in previews] == ["allowed", "implicitDeny"]


def test_link_signed_by_other_preview_is_rejected(previews: Previews) -> None:
    browser = Browser(port=previews.own.aws.port)
    own, other = (
        signer(environment=each.name, key_id=variables(each)["CLOUDFRONT_KEY_ID"])
        for each in previews
    )
    url = f"https://{previews.own.application.full_domain_name}/{PRIVATE}"
    client("s3").put_object(Bucket=previews.own.outputs["AssetsBucket"], Key=PRIVATE, Body=b"a,b")

    assert browser.get(signed(own, url, minutes=5)).body == b"a,b"
    assert browser.get(signed(other, url, minutes=5)).status == 403


def test_security_groups_admit_nothing_of_the_other_preview(previews: Previews) -> None:
    networks = [
        [name for name, kind in resources(f"{each.name}-stack") if kind == "AWS::EC2::VPC"]
        for each in previews
    ]
    assert networks[0] != networks[1]
    for (network,) in networks:
        groups = client("ec2").describe_security_groups(
            Filters=[{"Name": "vpc-id", "Values": [network]}]
        )["SecurityGroups"]
        known = {each["GroupId"] for each in groups}
        inbound = [
            pair["GroupId"]
            for group in groups
            for rule in group["IpPermissions"]
            for pair in rule["UserIdGroupPairs"]
        ]
        assert len(known) >= 4
        assert {*inbound} < known
    # Addresses of one preview's network do not lead to the other's.
    assert client("ec2").describe_vpc_peering_connections()["VpcPeeringConnections"] == []


def resources(stack: str) -> Iterator[tuple[str, str]]:
    """Return the physical ids of a stack and its nested ones, with their types."""
    for each in client("cloudformation").describe_stack_resources(StackName=stack)[
        "StackResources"
    ]:
        yield each["PhysicalResourceId"], each["ResourceType"]
        if each["ResourceType"] == "AWS::CloudFormation::Stack":
            yield from resources(each["PhysicalResourceId"])


def containers(preview: Deployment) -> list[Any]:
    found: list[Any] = preview.task_definition(SERVICE)["containerDefinitions"]
    return found


def variables(preview: Deployment) -> dict[str, str]:
    return {
        each["name"]: each["value"]
        for container in containers(preview)
        for each in container["environment"]
    }


def references(preview: Deployment) -> dict[str, str]:
    """Return the secrets that ECS resolves for the containers."""
    return {
        each["name"]: each["valueFrom"]
        for container in containers(preview)
        for each in container["secrets"]
    }


def secrets(preview: Deployment) -> dict[str, str]:
    found = {**references(preview), "DATABASE": variables(preview)["DATABASE_SECRET_ARN"]}
    return {name: value(client("ssm"), client("secretsmanager"), found[name]) for name in found}


def value(ssm: Any, manager: Any, reference: str) -> str:
    _, is_parameter, name = reference.partition(":parameter")
    if is_parameter:
        parameter: str = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
        return parameter
    secret: str = manager.get_secret_value(SecretId=reference)["SecretString"]
    return secret


def assumed(preview: Deployment, role: str) -> boto3.Session:
    """Return a session with the credentials of a role of the preview's tasks."""
    arn = preview.task_definition(SERVICE)[role]
    given = boto3.client("sts").assume_role(RoleArn=arn, RoleSessionName="task")["Credentials"]
    return boto3.Session(
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )


def read(session: boto3.Session, reference: str) -> str | None:
    """Read a secret; return the error's code."""
    ssm, manager = session.client("ssm"), session.client("secretsmanager")
    return error(lambda: value(ssm, manager, reference))


def error(operation: Any) -> str | None:
    try:
        operation()
    except ClientError as failed:
        code: str = failed.response["Error"]["Code"]
        return code
    return None
