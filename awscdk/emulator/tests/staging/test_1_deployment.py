"""An account is prepared and bootstrapped, and staging is deployed into it."""

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import Inventory, changed, client, taken
from awscdk.emulator.running import ACCOUNT
from awscdk.emulator.tests.staging.readings import (
    EMAIL_URL,
    IMAGES,
)
from awscdk.stacks.deploy_role import QUALIFIER


def test_templates_are_written(staging: Deployment) -> None:
    staging.cdk.synthesize(*IMAGES)


def test_parameters_are_prepared(staging: Deployment) -> None:
    said = staging.cdk.prepare(EMAIL_URL=EMAIL_URL)

    assert said.count(": written") == 7


def test_the_account_is_made_and_bootstrapped(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.cdk.make_account()
    staging.cdk.bootstrap()

    attached = client("iam").list_attached_role_policies(
        RoleName=f"cdk-{QUALIFIER}-cfn-exec-role-{ACCOUNT}-us-east-1"
    )["AttachedPolicies"]
    assert [each["PolicyName"] for each in attached] == ["example-com-cloudformation"]
    inventories["empty"] = taken()


def test_it_is_deployed(staging: Deployment, inventories: dict[str, Inventory]) -> None:
    staging.cdk("deploy", "--require-approval", "never")

    deployed = taken()
    # Else the inventory would not see what a destruction leaves. The page is production's.
    made = changed(inventories["empty"], deployed)
    assert made.keys() == deployed.keys() - {"dashboards"}


def test_a_diff_sees_nothing(staging: Deployment) -> None:
    staging.cdk("diff", "--fail")
