"""Destroying environments."""

import boto3
import pytest

from awscdk.destroy import destroy
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
