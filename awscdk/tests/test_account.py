"""Permissions of GitLab's role."""

import json
import re
from typing import Any

from awscdk import collect_garbage
from awscdk.bootstrap import command
from awscdk.tests.conftest import Synthesize, inputs
from awscdk.tests.templates import Templates, text


def allowed(account: Templates, kind: str) -> list[dict[str, Any]]:
    (policy,) = account.of(kind)
    found: list[dict[str, Any]] = policy.properties["PolicyDocument"]["Statement"]
    return found


def test_only_project_branches_and_tags_assume_the_role(account: Templates) -> None:
    (trust,) = account.one("IAM::Role").properties["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert trust["Condition"] == {
        "StringEquals": {"gitlab.com:aud": "https://gitlab.com"},
        "StringLike": {
            "gitlab.com:sub": [
                "project_path:group/project:ref_type:branch:ref:*",
                "project_path:group/project:ref_type:tag:ref:v*",
            ]
        },
    }
    provider = account.one("IAM::OIDCProvider").properties
    assert provider["Url"] == "https://gitlab.com"


def test_no_permanent_access_key_exists(account: Templates) -> None:
    assert account.of("IAM::AccessKey") == account.of("IAM::User") == []


def test_pipeline_role_deploys_through_the_bootstrap_roles(account: Templates) -> None:
    actions = {
        action
        for statement in allowed(account, "IAM::Policy")
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }
    assert not {action for action in actions if "*" in action}
    # What it prepares by itself, it clears away by itself, and what CloudFront leaves behind.
    changing = {action for action in actions if re.search(r":(Create|Delete|Modify)", action)}
    assert changing == {
        "ec2:DeleteSecurityGroup",
        "s3:DeleteObject",
        "s3:DeleteObjectTagging",
        "ssm:DeleteParameter",
    }
    (passed,) = (
        each for each in allowed(account, "IAM::Policy") if each["Action"] == "iam:PassRole"
    )
    assert passed["Condition"] == {
        "StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
    }


def test_roles_of_every_region_have_the_path(synthesize: Synthesize) -> None:
    roles = synthesize("production", region="eu-central-1").of("IAM::Role")
    assert {each.properties["Path"] for each in roles} == {"/production-example-com/"}


def test_role_permissions_are_restricted_by_path(account: Templates, templates: Templates) -> None:
    for statement in allowed(account, "IAM::ManagedPolicy"):
        if "iam:CreateRole" in text(statement["Action"]):
            assert "role/*-example-com/*" in text(statement["Resource"])
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    for role in templates.of("IAM::Role"):
        assert role.properties["Path"] == f"/{name}/"


def test_account_stack_does_not_need_the_bootstrap(account: Templates) -> None:
    """Use none of the resources that the bootstrap creates."""
    manifest = json.loads((account.folder / "manifest.json").read_text())
    (stack,) = (
        each
        for each in manifest["artifacts"].values()
        if each["type"] == "aws:cloudformation:stack"
    )
    for brought in (
        "assumeRoleArn",
        "cloudFormationExecutionRoleArn",
        "requiresBootstrapStackVersion",
        "stackTemplateAssetObjectUrl",
    ):
        assert brought not in stack["properties"]


def test_bootstrap_uses_the_account_policy(account: Templates) -> None:
    given = command(chosen=inputs("staging"), account="123456789012", cdk="cdk")
    name = account.one("IAM::ManagedPolicy").properties["ManagedPolicyName"]
    assert f"arn:aws:iam::123456789012:policy/{name}" in given
    assert "aws://123456789012/us-east-1" in given


def test_garbage_collection_keeps_a_month_of_images() -> None:
    chosen = inputs("staging", region="eu-central-1")
    given = collect_garbage.command(chosen=chosen, account="123456789012", cdk="cdk")
    assert given[2:4] == ["aws://123456789012/eu-central-1", "aws://123456789012/us-east-1"]
    assert given[given.index("--rollback-buffer-days") + 1] == "30"


def test_garbage_collection_deletes_only_from_the_bootstrap(account: Templates) -> None:
    for statement in allowed(account, "IAM::Policy"):
        if "ecr:BatchDeleteImage" in text(statement["Action"]):
            assert "repository/cdk-hnb659fds-container-assets-" in text(statement["Resource"])
        if "s3:DeleteObject" in text(statement["Action"]):
            assert "s3:::cdk-hnb659fds-assets-" in text(statement["Resource"])
