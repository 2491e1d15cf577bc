"""Two previews at once: neither reads the other's database, keys, files or secrets."""

from collections.abc import Iterator
from typing import Any

import pytest

from awscdk.tests.conftest import Synthesize
from awscdk.tests.permissions import ACCOUNT, REGION, allows
from awscdk.tests.templates import Templates, text

OWN, OTHER = "review-branch-example-com", "review-other-example-com"
# Actions without resources of their own, and the condition that limits them to the preview.
LIMITED = {
    "cloudwatch:PutMetricData": ("cloudwatch:namespace", OWN),
    "ecs:ListTasks": ("ecs:cluster", f"cluster/{OWN}"),
    # A token that is worth what the other permissions are.
    "ecr:GetAuthorizationToken": (),
    # Of CloudFront's cache, by the CDK's function that uploads the site.
    "cloudfront:CreateInvalidation": (),
    "cloudfront:GetInvalidation": (),
    # The channel of a task's own shell.
    **dict.fromkeys(
        (
            f"ssmmessages:{verb}{which}Channel"
            for verb in ("Create", "Open")
            for which in ("Control", "Data")
        ),
        (),
    ),
}


@pytest.fixture(scope="module")
def preview(synthesize: Synthesize) -> Templates:
    return synthesize("review-branch")


def statements(templates: Templates) -> Iterator[dict[str, Any]]:
    """Return what the roles of tasks and functions may do; own resources as text."""
    for policy in templates.of("IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            resources = statement["Resource"]
            yield {
                **statement,
                "Resource": [
                    each if isinstance(each, str) else _literal(each)
                    for each in (resources if isinstance(resources, list) else [resources])
                ],
            }


def _literal(value: Any) -> str:
    """Return an ARN whose references to the preview's own resources are `own`."""
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator.join(_literal(part) for part in parts))
    known = {"AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::Region": REGION}
    return known.get(value.get("Ref", ""), "own")


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("secretsmanager:GetSecretValue", "secret:{}/SECRET_KEY-1"),
        ("ssm:GetParameters", "parameter/{}/EMAIL_URL"),
        ("ecs:StopTask", "task/{}/1"),
        ("logs:GetLogEvents", "log-group:/{}/backend:log-stream:management/management/1"),
        ("lambda:InvokeFunction", "function:{}-smoke"),
    ],
)
def test_no_role_of_a_preview_reaches_the_other(
    preview: Templates, action: str, resource: str
) -> None:
    given = list(statements(preview))
    arn = f"arn:aws:{action.partition(':')[0]}:{REGION}:{ACCOUNT}:{resource}"
    assert not allows(given, action, arn.format(OTHER), {})
    # What has a literal name shows that the evaluation finds permissions.
    if action in ("ssm:GetParameters", "ecs:StopTask", "logs:GetLogEvents"):
        assert allows(given, action, arn.format(OWN), {})


def test_everything_else_is_limited_to_the_preview(preview: Templates) -> None:
    for statement in statements(preview):
        assert OTHER not in text(statement)
        if "*" in statement["Resource"]:
            actions = statement["Action"]
            for action in [actions] if isinstance(actions, str) else actions:
                condition = text(statement.get("Condition", {}))
                assert all(each in condition for each in LIMITED[action]), action
        for resource in statement["Resource"]:
            # The bootstrap's bucket has the built front end.
            _, is_bucket, bucket = resource.partition(":s3:::")
            assert not is_bucket or bucket.startswith(("own", "cdk-review-")), resource


def test_preview_has_stores_and_a_network_of_its_own(preview: Templates) -> None:
    for kind in ("EC2::VPC", "RDS::DBCluster", "ElastiCache::ReplicationGroup"):
        assert len(preview.of(kind)) == 1, kind
    assert len(preview.of("S3::Bucket")) >= 2
    connecting = {"AWS::EC2::VPCPeeringConnection", "AWS::EC2::TransitGatewayAttachment"}
    assert not connecting & {each.type for each in preview.resources}
    groups = [
        each.properties
        for kind in ("EC2::SecurityGroup", "EC2::SecurityGroupIngress")
        for each in preview.of(kind)
    ]
    assert groups
    assert all("sg-" not in text(each) for each in groups)
