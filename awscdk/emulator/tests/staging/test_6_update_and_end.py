"""It is updated, and destroyed."""

from subprocess import CalledProcessError

import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import Inventory, changed, client, taken
from awscdk.emulator.tests.staging.readings import (
    IMAGE,
    NEXT_IMAGE,
    WORKERS,
    database,
)


def test_an_update_changes_the_image_and_nothing_else(staging: Deployment) -> None:
    before = taken()
    variables = staging.task_definition("always-on")["containerDefinitions"][0]["environment"]

    staging.cdk.choose(NEXT_IMAGE)
    with pytest.raises(CalledProcessError):
        staging.cdk("diff", "--fail")
    staging.cdk("deploy", "--require-approval", "never")

    assert changed(before, taken()).keys() == {"services", "task definitions"}
    for service in staging.services():
        for container in staging.task_definition(service)["containerDefinitions"]:
            assert container["image"] == NEXT_IMAGE
    # Workers that scaled to zero stay there, and no variable became empty.
    assert staging.desired() == {"always-on": 1, **dict.fromkeys(WORKERS, 0)}
    (container, *_) = staging.task_definition("always-on")["containerDefinitions"]
    assert container["environment"] == variables


def test_preparing_again_changes_nothing(staging: Deployment) -> None:
    said = staging.cdk.prepare()

    assert said.count(": there already") == 7
    assert "written" not in said
    assert "changed" not in said


def test_a_snapshot_takes_the_place_of_the_database(staging: Deployment) -> None:
    former = database(staging)
    client("rds").create_db_cluster_snapshot(
        DBClusterIdentifier=former["DBClusterIdentifier"], DBClusterSnapshotIdentifier="before"
    )
    name = f"{staging.name}-restored-1"

    staging.cdk.restore("before")

    (restored,) = client("rds").describe_db_clusters()["DBClusters"]
    assert restored["DBClusterIdentifier"] == name
    secret = restored["MasterUserSecret"]["SecretArn"]
    for service in staging.services():
        for container in staging.task_definition(service)["containerDefinitions"]:
            given = {each["name"]: each["value"] for each in container["environment"]}
            assert restored["Endpoint"] in given["DATABASE_URL"]
            assert given["DATABASE_SECRET_ARN"] == secret


def test_it_stays_there_at_the_next_deployment(staging: Deployment) -> None:
    staging.cdk.prepare()
    staging.cdk.choose(IMAGE)
    staging.cdk("deploy", "--require-approval", "never")

    (restored,) = client("rds").describe_db_clusters()["DBClusters"]
    assert restored["DBClusterIdentifier"] == f"{staging.name}-restored-1"


def test_what_is_no_snapshot_is_not_restored(staging: Deployment) -> None:
    with pytest.raises(CalledProcessError) as refused:
        staging.cdk.restore("beforehand")

    assert (
        "beforehand is no snapshot that can be restored in us-east-1."
        " Of staging-example-com there are: none." in refused.value.stdout
    )
    staging.cdk("diff", "--fail")


def test_nothing_of_it_is_left_when_it_is_destroyed(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.empty_buckets()

    staging.cdk.destroy()

    parameters = client("ssm").describe_parameters()["Parameters"]
    assert not [each["Name"] for each in parameters if staging.name in each["Name"]]
    client("rds").delete_db_cluster_snapshot(DBClusterSnapshotIdentifier="before")
    assert changed(inventories["empty"], taken()) == {}
