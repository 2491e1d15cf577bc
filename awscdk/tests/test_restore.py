"""Choice of the database by two parameters: a restore changes both, or neither."""

from typing import Any

import boto3
import pytest

from awscdk.commands.restore import restore
from awscdk.errors import CommandError
from awscdk.naming import Application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import DATABASE_NAME, DATABASE_SNAPSHOT
from awscdk.tests.conftest import inputs
from awscdk.tests.templates import Templates, text

pytestmark = pytest.mark.usefixtures("empty_account")
SNAPSHOT = "staging-example-com-before"
SUCCEEDS, FAILS = ["true"], ["false"]


@pytest.fixture
def staging_of_example() -> Application:
    """Deployed with a database that began empty, of which there is a snapshot."""
    chosen = inputs("staging")
    rds = boto3.client("rds")
    rds.create_db_cluster(
        DBClusterIdentifier=chosen.full_app_name,
        Engine="aurora-postgresql",
        MasterUsername="app",
        ManageMasterUserPassword=True,
    )
    rds.create_db_cluster_snapshot(
        DBClusterIdentifier=chosen.full_app_name, DBClusterSnapshotIdentifier=SNAPSHOT
    )
    parameters = Parameters(region=chosen.region)
    parameters.write(chosen.parameter(DATABASE_NAME), chosen.full_app_name)
    parameters.write(chosen.parameter(DATABASE_SNAPSHOT), "none")
    return chosen


def parameters(chosen: Application) -> tuple[str | None, str | None]:
    parameters = Parameters(region=chosen.region)
    return (
        parameters.read(chosen.parameter(DATABASE_NAME)),
        parameters.read(chosen.parameter(DATABASE_SNAPSHOT)),
    )


def test_restored_databases_have_unique_names(staging_of_example: Application) -> None:
    for number in (1, 2):
        assert restore(chosen=staging_of_example, snapshot=SNAPSHOT, cdk=SUCCEEDS) == 0
        assert parameters(staging_of_example) == (
            f"staging-example-com-restored-{number}",
            SNAPSHOT,
        )


def test_failed_restore_is_reverted(staging_of_example: Application) -> None:
    assert restore(chosen=staging_of_example, snapshot=SNAPSHOT, cdk=FAILS) == 1
    assert parameters(staging_of_example) == ("staging-example-com", "none")


def test_restore_rejects_an_unknown_snapshot(staging_of_example: Application) -> None:
    with pytest.raises(CommandError, match=f"x is not an available snapshot .*: {SNAPSHOT}"):
        restore(chosen=staging_of_example, snapshot="x", cdk=SUCCEEDS)
    assert parameters(staging_of_example) == ("staging-example-com", "none")


def test_template_supports_restored_and_empty_databases(templates: Templates) -> None:
    cluster = templates.one("RDS::DBCluster").properties
    condition, snapshot, nothing = cluster["SnapshotIdentifier"]["Fn::If"]

    def ref(value: Any) -> str:
        return text(value["Ref"])

    assert "databasesnapshot" in ref(snapshot)
    assert nothing == {"Ref": "AWS::NoValue"}
    # A snapshot brings its own.
    assert cluster["MasterUsername"] == {"Fn::If": [condition, nothing, "app"]}
    assert "databasename" in ref(cluster["DBClusterIdentifier"])
