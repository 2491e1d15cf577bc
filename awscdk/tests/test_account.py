"""Permissions of GitLab's roles, and the boundary of every role of an environment."""

import json
import re
from typing import Any

import pytest

from awscdk.commands import collect_garbage
from awscdk.commands.bootstrap import command
from awscdk.templates import Resource
from awscdk.tests.conftest import Synthesize, inputs
from awscdk.tests.permissions import ACCOUNT, BOUNDARY, OWN_ROLE, allows, written
from awscdk.tests.templates import Templates, text
from awscdk.tiers import Tier, tiers

TIER = pytest.mark.parametrize("tier", tiers(), ids=lambda tier: tier.name)


def role(account: Templates, name: str) -> Resource:
    return account.one("IAM::Role", RoleName=f"example-com-{name}")


def of_role(account: Templates, name: str) -> list[dict[str, Any]]:
    """Return the statements of a pipeline role."""
    owner = role(account, name)
    (policy,) = (
        each
        for each in account.of("IAM::Policy", stack=owner.stack)
        if each.properties["Roles"] == [{"Ref": owner.id}]
    )
    found: list[dict[str, Any]] = policy.properties["PolicyDocument"]["Statement"]
    return found


def managed(account: Templates, name: str) -> list[dict[str, Any]]:
    policy = account.one("IAM::ManagedPolicy", ManagedPolicyName=f"example-com-{name}")
    found: list[dict[str, Any]] = policy.properties["PolicyDocument"]["Statement"]
    return found


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("diff", "ref_type:branch:ref:*"),
        ("review", "ref_type:branch:ref:*"),
        ("staging", "ref_type:branch:ref:main"),
        ("production", "ref_type:tag:ref:v*"),
    ],
)
def test_role_trusts_only_its_references(account: Templates, name: str, subject: str) -> None:
    (trust,) = role(account, name).properties["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert trust["Condition"] == {
        "StringEquals": {"gitlab.com:aud": "https://gitlab.com"},
        "StringLike": {"gitlab.com:sub": f"project_path:group/project:{subject}"},
    }
    assert account.one("IAM::OIDCProvider").properties["Url"] == "https://gitlab.com"


def test_every_role_has_a_boundary(account: Templates, templates: Templates) -> None:
    for each in account.of("IAM::Role"):
        assert "Boundary" in text(each.properties["PermissionsBoundary"])
    environment = templates.one("ECS::Cluster").properties["ClusterName"].partition("-")[0]
    for each in templates.of("IAM::Role"):
        arn = each.properties["PermissionsBoundary"]["Fn::Sub"]
        assert arn.endswith(f":policy/example-com-{environment}-boundary")


@TIER
def test_policies_are_short_enough(account: Templates, tier: Tier) -> None:
    """IAM allows 6,144 characters without white space for a managed policy."""
    for name in ("boundary", "cloudformation"):
        statements = managed(account, f"{tier.name}-{name}")
        arns = [each["Resource"] for each in statements]
        flat = [each for arn in arns for each in (arn if isinstance(arn, list) else [arn])]
        others = [{**each, "Resource": ""} for each in statements]
        length = len(text(others).replace(" ", "")) + sum(len(written(each)) + 3 for each in flat)
        assert length < 6144


def effective(account: Templates, tier: str, action: str, resource: str, **context: str) -> bool:
    """Return what a role may do that was created with all permissions, within its boundary."""
    values = {key.replace("__", ":"): value for key, value in context.items()}
    return allows(managed(account, f"{tier}-boundary"), action, resource, values)


def secret(name: str) -> str:
    return f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:{name}-example-com/SECRET_KEY-a1"


def test_tiers_cannot_reach_each_other(account: Templates) -> None:
    def reads(tier: str, resource: str, **context: str) -> bool:
        return effective(account, tier, "secretsmanager:GetSecretValue", resource, **context)

    names = {"review": "review-branch", "staging": "staging", "production": "production"}
    for tier in names:
        for other, name in names.items():
            assert reads(tier, secret(name)) is (tier == other)
    cluster = f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster:production-example-com"
    password = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:rds!cluster-1"
    tags = {"aws__ResourceTag/aws__rds__primaryDBClusterArn": cluster}
    assert reads("production", password, **tags)
    assert not reads("staging", password, **tags)
    # What has no name of its own has a tag.
    vpc = f"arn:aws:ec2:us-east-1:{ACCOUNT}:vpc/vpc-1"
    tag = {"aws__ResourceTag/StackName": "production-example-com"}
    assert effective(account, "production", "ec2:DeleteVpc", vpc, **tag)
    assert not effective(account, "review", "ec2:DeleteVpc", vpc, **tag)


def test_boundary_prevents_privilege_escalation(account: Templates) -> None:
    own = f"arn:aws:iam::{ACCOUNT}:role/staging-example-com/TaskRole"
    bound = {"iam__PermissionsBoundary": BOUNDARY}
    other = {"iam__PermissionsBoundary": BOUNDARY.replace("staging", "production")}

    def can(action: str, resource: str, **context: str) -> bool:
        return effective(account, "staging", action, resource, **context)

    assert can("iam:CreateRole", own, **bound)
    assert not can("iam:CreateRole", own)
    assert not can("iam:CreateRole", own, **other)
    assert not can("iam:PutRolePolicy", own, **other)
    assert not can("iam:DeleteRolePermissionsBoundary", own, **bound)
    assert not can("iam:CreateRole", own.replace("staging-", "production-"), **bound)
    assert not can("iam:CreatePolicyVersion", BOUNDARY)
    assert not can("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/new")
    assert not can("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/cdk-production-deploy-role-1")


def test_boundary_leaves_tasks_and_functions_their_permissions(
    account: Templates, staging: Templates
) -> None:
    stack = f"arn:aws:cloudformation:us-east-1:{ACCOUNT}:stack/staging-example-com-stack/1"
    own = {"iam": OWN_ROLE, "cloudformation": stack}
    for policy in staging.of("IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            for action in [actions] if isinstance(actions, str) else actions:
                resource = own.get(action.partition(":")[0], "*")
                assert effective(account, "staging", action, resource), action


def test_diff_role_only_reads_templates_of_staging(account: Templates) -> None:
    (statement,) = of_role(account, "diff")
    for action in statement["Action"]:
        assert re.match(r"cloudformation:(Describe|Get|List)", action)
    assert "stack/staging-example-com-*/*" in text(statement["Resource"])


def test_no_permanent_access_key_exists(account: Templates) -> None:
    assert account.of("IAM::AccessKey") == account.of("IAM::User") == []


@TIER
def test_pipeline_role_deploys_through_the_bootstrap_roles(account: Templates, tier: Tier) -> None:
    statements = of_role(account, tier.name)
    actions = {
        action
        for statement in statements
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }
    assert not {action for action in actions if "*" in action}
    # What it prepares by itself, it clears away by itself, and what CloudFront leaves behind; the
    # copy of the database in which it rehearses a restore.
    changing = {action for action in actions if re.search(r":(Create|Delete|Modify)", action)}
    assert changing == {
        "ec2:DeleteSecurityGroup",
        "rds:CreateDBInstance",
        "rds:DeleteDBCluster",
        "rds:DeleteDBInstance",
        "rds:ModifyDBCluster",
        "s3:DeleteObject",
        "s3:DeleteObjectTagging",
        "ssm:DeleteParameter",
    }
    (passed,) = (each for each in statements if each["Action"] == "iam:PassRole")
    assert passed["Condition"] == {
        "StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
    }
    (assumed,) = (each for each in statements if each["Action"] == "sts:AssumeRole")
    for resource in map(written, assumed["Resource"]):
        assert f"role/cdk-{tier.name}-" in resource
        assert effective(account, tier.name, "sts:AssumeRole", resource)


def test_roles_of_every_region_have_the_path(synthesize: Synthesize) -> None:
    roles = synthesize("production", region="eu-central-1").of("IAM::Role")
    assert {each.properties["Path"] for each in roles} == {"/production-example-com/"}


def test_role_permissions_are_restricted_by_path(account: Templates, templates: Templates) -> None:
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    for statement in managed(account, f"{name.partition('-')[0]}-cloudformation"):
        if "iam:CreateRole" in text(statement["Action"]):
            assert f"role/{name}/*" in text(statement["Resource"])
    for each in templates.of("IAM::Role"):
        assert each.properties["Path"] == f"/{name}/"


def test_account_templates_are_small_enough(account: Templates) -> None:
    """CloudFormation accepts 51,200 bytes of a template that is not in a bucket."""
    paths = list(account.folder.glob("*.template.json"))
    assert len(paths) == 1 + len(tiers())
    assert all(path.stat().st_size < 51_200 for path in paths)


def test_account_stacks_do_not_need_the_bootstrap(account: Templates) -> None:
    """Use none of the resources that the bootstrap creates."""
    manifest = json.loads((account.folder / "manifest.json").read_text())
    stacks = [
        each
        for each in manifest["artifacts"].values()
        if each["type"] == "aws:cloudformation:stack"
    ]
    assert stacks
    for stack in stacks:
        for brought in (
            "assumeRoleArn",
            "cloudFormationExecutionRoleArn",
            "requiresBootstrapStackVersion",
            "stackTemplateAssetObjectUrl",
        ):
            assert brought not in stack["properties"]


@pytest.mark.parametrize("environment", ["review-branch", "staging", "production"])
def test_bootstrap_uses_the_policies_of_the_tier(account: Templates, environment: str) -> None:
    given = command(chosen=inputs(environment), account=ACCOUNT, cdk="cdk")
    tier = environment.partition("-")[0]
    assert managed(account, f"{tier}-boundary")
    assert managed(account, f"{tier}-cloudformation")
    assert given[given.index("--custom-permissions-boundary") + 1] == f"example-com-{tier}-boundary"
    assert f"arn:aws:iam::{ACCOUNT}:policy/example-com-{tier}-cloudformation" in given
    assert given[given.index("--qualifier") + 1] == tier
    assert f"aws://{ACCOUNT}/us-east-1" in given


def test_stacks_use_the_bootstrap_of_their_tier(templates: Templates) -> None:
    manifest = json.loads((templates.folder / "manifest.json").read_text())
    tier = templates.one("ECS::Cluster").properties["ClusterName"].partition("-")[0]
    for each in manifest["artifacts"].values():
        if each["type"] == "aws:cloudformation:stack":
            assert f"role/cdk-{tier}-deploy-role" in each["properties"]["assumeRoleArn"]


def test_garbage_collection_keeps_a_month_of_images() -> None:
    chosen = inputs("staging", region="eu-central-1")
    given = collect_garbage.command(chosen=chosen, account="123456789012", cdk="cdk")
    assert given[2:4] == ["aws://123456789012/eu-central-1", "aws://123456789012/us-east-1"]
    assert given[given.index("--rollback-buffer-days") + 1] == "30"


@TIER
def test_garbage_collection_deletes_only_from_the_bootstrap(account: Templates, tier: Tier) -> None:
    for statement in of_role(account, tier.name):
        if "ecr:BatchDeleteImage" in text(statement["Action"]):
            assert f"repository/cdk-{tier.name}-container-assets-" in text(statement["Resource"])
        if "s3:DeleteObject" in text(statement["Action"]):
            assert f"s3:::cdk-{tier.name}-assets-" in text(statement["Resource"])
