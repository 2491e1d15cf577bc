"""Prepare and bootstrap an account, and deploy staging."""

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import Inventory, changed, client, take_inventory
from awscdk.emulator.running import ACCOUNT
from awscdk.emulator.tests.staging.queries import EMAIL_URL, IMAGES


def test_cdk_synthesizes_templates(staging: Deployment) -> None:
    staging.cdk.synthesize(*IMAGES)


def test_prepare_writes_parameters(staging: Deployment) -> None:
    output = staging.cdk.prepare(EMAIL_URL=EMAIL_URL)

    assert output.count(": written") == 11


def test_account_is_deployed_and_bootstrapped(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.cdk.deploy_account()
    staging.cdk.bootstrap()

    attached = client("iam").list_attached_role_policies(
        RoleName=f"cdk-staging-cfn-exec-role-{ACCOUNT}-us-east-1"
    )["AttachedPolicies"]
    assert [each["PolicyName"] for each in attached] == ["example-com-staging-cloudformation"]
    inventories["empty"] = take_inventory()


def test_deploy_creates_resources_of_all_kinds(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.cdk("deploy", "--require-approval", "never")

    deployed = take_inventory()
    # Proves that the inventory would detect leftovers. Only production has the others.
    made = changed(inventories["empty"], deployed)
    of_production = {"dashboards", "scalable targets", "scaling policies"}
    assert made.keys() == deployed.keys() - of_production


def test_release_has_run_a_canary_on_each_queue(staging: Deployment) -> None:
    ecs = client("ecs")
    arns = ecs.list_tasks(cluster=staging.name, desiredStatus="STOPPED")["taskArns"]
    tasks = ecs.describe_tasks(cluster=staging.name, tasks=arns)["tasks"]
    canaries = {each["startedBy"] for each in tasks} - {"release"}
    assert canaries == {"canary-imports", "canary-heavy"}


def test_diff_is_empty_after_deploy(staging: Deployment) -> None:
    staging.cdk("diff", "--fail")
