"""What an environment takes with it, and which does not go."""

import boto3
import pytest

from awscdk.destroy import destroy
from awscdk.refusal import Refusal
from awscdk.tests.conftest import inputs

pytestmark = pytest.mark.usefixtures("account")
SUCCEEDS, FAILS = ["true"], ["false"]
NAMES = (
    "/production-example-com/EMAIL_URL",
    "/review-branch-example-com/EMAIL_URL",
    "/review-branch-example-com/hosted-zone-id",
    "/staging-example-com/EMAIL_URL",
)


@pytest.fixture(autouse=True)
def parameters(account: None) -> None:
    for name in NAMES:
        boto3.client("ssm").put_parameter(Name=name, Value="x", Type="String")


def left() -> list[str]:
    return sorted(each["Name"] for each in boto3.client("ssm").describe_parameters()["Parameters"])


def test_its_parameters_go_with_it_and_nobody_elses() -> None:
    assert destroy(chosen=inputs("review-branch"), really="", cdk=SUCCEEDS) == 0
    assert left() == [each for each in NAMES if "review" not in each]


def test_they_stay_where_it_could_not_go() -> None:
    assert destroy(chosen=inputs("review-branch"), really="", cdk=FAILS) == 1
    assert left() == [*NAMES]


@pytest.mark.parametrize("really", ["", "yes", "staging-example-com"])
def test_what_keeps_its_data_goes_only_by_its_name(really: str) -> None:
    with pytest.raises(Refusal, match="REALLY=production-example-com"):
        destroy(chosen=inputs("production"), really=really, cdk=SUCCEEDS)


def test_it_leaves_what_was_given_to_it() -> None:
    assert destroy(chosen=inputs("production"), really="production-example-com", cdk=SUCCEEDS) == 0
    assert left() == [*NAMES]
