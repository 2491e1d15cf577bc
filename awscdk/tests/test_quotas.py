"""Quotas of the account, asked of an emulated Service Quotas before anything is created."""

from collections.abc import Callable, Iterator

import boto3
import pytest

from awscdk.commands.prepare import prepare
from awscdk.quotas import KEY_GROUPS, ON_DEMAND, QUOTAS, SPOT, VPCS, Quota, check_quotas, notes
from awscdk.tests.conftest import inputs
from awscdk.tests.test_first_deployment_page import PAGE

pytestmark = pytest.mark.usefixtures("empty_account")
STAGING, PRODUCTION = inputs("staging"), inputs("production")


@pytest.fixture
def grant(empty_account: None) -> Iterator[Callable[[Quota, float], None]]:
    """Set a quota; at the end all have their values of a new account."""

    def request(quota: Quota, value: float) -> None:
        assert quota.code is not None
        boto3.client("service-quotas").request_service_quota_increase(
            ServiceCode=quota.service, QuotaCode=quota.code, DesiredValue=value
        )

    yield request
    for quota in QUOTAS:
        if quota.code:
            request(quota, quota.default)


def test_new_account_has_quotas_for_one_environment() -> None:
    for chosen in (STAGING, PRODUCTION):
        assert list(check_quotas(chosen, is_deployed=False)) == []


def test_full_region_is_reported_before_anything_is_created() -> None:
    ec2 = boto3.client("ec2")
    while len(ec2.describe_vpcs()["Vpcs"]) < VPCS.default:
        ec2.create_vpc(CidrBlock="10.1.0.0/16")

    (problem,) = prepare(STAGING, given={"EMAIL_URL": "smtp://localhost:25"})

    assert "The quota 'VPCs per Region' is 5 in this account" in problem
    assert "staging-example-com needs 6 VPCs" in problem
    assert "--service-code vpc --quota-code L-F678F1CE --desired-value 6" in problem
    assert boto3.client("ssm").describe_parameters()["Parameters"] == []
    # An environment that exists already counts among them.
    assert list(check_quotas(STAGING, is_deployed=True)) == []


def test_key_group_quota_of_the_account_is_reported(
    grant: Callable[[Quota, float], None],
) -> None:
    grant(KEY_GROUPS, 0)

    (problem,) = check_quotas(STAGING, is_deployed=False)

    assert "needs 1 key groups: request it by `aws service-quotas" in problem
    assert "--region us-east-1 --service-code cloudfront" in problem


def test_deployment_needs_its_tasks_and_canaries(grant: Callable[[Quota, float], None]) -> None:
    grant(ON_DEMAND, 3)
    (problem,) = check_quotas(PRODUCTION, is_deployed=True)
    # web 0.5, four others 0.25 each, canaries of 0.5 and 2, and the task that waits for them.
    assert "production-example-com needs 4.5 vCPU" in problem
    assert list(check_quotas(STAGING, is_deployed=True)) == []

    grant(SPOT, 0.5)
    (problem,) = check_quotas(STAGING, is_deployed=True)
    assert "'Fargate Spot vCPU resource count' is 0.5" in problem


def test_smaller_quota_than_the_largest_fleet_is_noted(
    grant: Callable[[Quota, float], None],
) -> None:
    (note,) = notes(PRODUCTION)
    assert "is 6: with all its workers production-example-com needs 8.5" in note
    assert "--desired-value 9`" in note

    grant(ON_DEMAND, 9)
    assert list(notes(PRODUCTION)) == []


def test_quotas_are_documented_with_their_sources() -> None:
    for quota in QUOTAS:
        assert f"| {quota.name} | {quota.default:g} |" in PAGE.read_text()
        assert quota.source in PAGE.read_text()
