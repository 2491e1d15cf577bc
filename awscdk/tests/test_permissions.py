"""CloudFormation's role may do what creating, changing and deleting every resource needs."""

from collections.abc import Iterator

import pytest

from awscdk.environments import Cache, Egress
from awscdk.templates import Resource
from awscdk.tests.conftest import Synthesize
from awscdk.tests.permissions import (
    ADDED,
    UNUSED,
    WITHOUT_HANDLERS,
    Statement,
    is_set,
    missing,
    needed,
)
from awscdk.tests.templates import Templates


def managed(account: Templates, name: str) -> list[Statement]:
    policy = account.one("IAM::ManagedPolicy", ManagedPolicyName=name)
    statements: list[Statement] = policy.properties["PolicyDocument"]["Statement"]
    return statements


@pytest.fixture(scope="module")
def policy(account: Templates) -> list[Statement]:
    return managed(account, "example-com-staging-cloudformation")


@pytest.fixture(scope="module")
def limits(account: Templates) -> list[Statement]:
    return managed(account, "example-com-staging-boundary")


@pytest.fixture(scope="module")
def resources(synthesize: Synthesize) -> list[Resource]:
    """Return those of all environments and of each option that adds some."""
    return list(_resources(synthesize))


def _resources(synthesize: Synthesize) -> Iterator[Resource]:
    yield from synthesize("staging").resources
    yield from synthesize("production").resources
    yield from synthesize("production", region="eu-central-1").resources
    yield from synthesize("review-branch").resources
    yield from synthesize("staging", bastion=True).resources
    yield from synthesize("staging", egress=Egress.NAT).resources
    yield from synthesize("production", own_cache=Cache(node_type="cache.t4g.micro")).resources


def test_cloudformation_has_the_permissions_of_every_handler(
    resources: list[Resource], policy: list[Statement]
) -> None:
    assert len({each.type for each in resources}) > 60
    assert missing(resources, policy) == []


def test_boundary_leaves_cloudformation_its_permissions(
    resources: list[Resource], limits: list[Statement]
) -> None:
    assert missing(resources, limits) == []


def test_missing_permission_is_found(resources: list[Resource], policy: list[Statement]) -> None:
    def without(action: str) -> list[str]:
        return missing(resources, [each for each in policy if action not in str(each["Action"])])

    assert "AWS::RDS::DBCluster: kms:DescribeKey" in without("kms:DescribeKey")
    assert "AWS::ApplicationAutoScaling::ScalableTarget: iam:PassRole" in without("iam:PassRole")
    assert "AWS::SNS::Topic: sns:CreateTopic" in without("sns:*")


def test_type_without_handlers_is_rejected() -> None:
    with pytest.raises(KeyError, match="Custom::Unknown"):
        needed("Custom::Unknown")


def test_lists_name_only_deployed_types(resources: list[Resource]) -> None:
    types = {each.type for each in resources}
    assert {*ADDED, *WITHOUT_HANDLERS} <= types
    for each in UNUSED:
        assert f"AWS::{each.type}" in types, each
        assert not is_set(each, resources), each
