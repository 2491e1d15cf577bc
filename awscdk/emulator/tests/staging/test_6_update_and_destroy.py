"""Update and destroy staging."""

from subprocess import CalledProcessError

import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import Inventory, changed, client, take_inventory
from awscdk.emulator.tests.staging.queries import (
    IMAGE,
    NEXT_IMAGE,
    database,
    is_running,
    start_worker,
)
from awscdk.ssm_parameters import DATABASE_SNAPSHOT


def test_update_changes_only_the_image(staging: Deployment) -> None:
    before = take_inventory()
    busy = start_worker(staging)
    variables = staging.task_definition("always-on")["containerDefinitions"][0]["environment"]

    staging.cdk.select_image(NEXT_IMAGE)
    with pytest.raises(CalledProcessError):
        staging.cdk("diff", "--fail")
    staging.cdk("deploy", "--require-approval", "never")

    assert changed(before, take_inventory()).keys() == {"services", "task definitions"}
    for service in staging.services():
        for container in staging.task_definition(service)["containerDefinitions"]:
            assert container["image"] == NEXT_IMAGE
    (container,) = staging.worker_definition("worker-heavy")["containerDefinitions"]
    assert container["image"] == NEXT_IMAGE
    # The deployment has not waited for a busy worker, nor stopped it.
    assert is_running(staging, busy)
    client("ecs").stop_task(cluster=staging.name, task=busy)
    # No variable became empty.
    assert staging.desired() == {"always-on": 1}
    (container, *_) = staging.task_definition("always-on")["containerDefinitions"]
    assert container["environment"] == variables


def test_prepare_is_idempotent(staging: Deployment) -> None:
    output = staging.cdk.prepare()

    assert output.count(": unchanged") == 11
    assert "written" not in output
    assert ": changed" not in output


@pytest.mark.nightly
def test_restore_replaces_database_by_snapshot(staging: Deployment) -> None:
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


@pytest.mark.nightly
def test_restored_database_survives_next_deployment(staging: Deployment) -> None:
    staging.cdk.prepare()
    staging.cdk.select_image(IMAGE)
    staging.cdk("deploy", "--require-approval", "never")

    (restored,) = client("rds").describe_db_clusters()["DBClusters"]
    assert restored["DBClusterIdentifier"] == f"{staging.name}-restored-1"
    client("rds").delete_db_cluster_snapshot(DBClusterSnapshotIdentifier="before")


def test_restore_rejects_unknown_snapshot(staging: Deployment) -> None:
    before = _snapshot(staging)

    with pytest.raises(CalledProcessError) as failed:
        staging.cdk.restore("beforehand")

    assert (
        "beforehand is not an available snapshot in us-east-1."
        " Snapshots of staging-example-com: none." in failed.value.stdout
    )
    assert _snapshot(staging) == before


def test_destroy_leaves_nothing(staging: Deployment, inventories: dict[str, Inventory]) -> None:
    staging.empty_buckets()
    # The emulator completes calls of deleted functions, which would create their log groups again.
    staging.pause_schedules()

    staging.cdk.destroy()

    parameters = client("ssm").describe_parameters()["Parameters"]
    assert not [each["Name"] for each in parameters if staging.name in each["Name"]]
    assert changed(inventories["empty"], take_inventory()) == {}


def _snapshot(staging: Deployment) -> str:
    """Return the name of the snapshot that the database was created from, if any."""
    found = client("ssm").get_parameter(Name=f"/{staging.name}/{DATABASE_SNAPSHOT}")
    name: str = found["Parameter"]["Value"]
    return name
