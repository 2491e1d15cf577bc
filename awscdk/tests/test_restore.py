"""Which database it is, two parameters say: a restore changes both, or neither."""

from typing import Any

import boto3
import pytest

from awscdk.look_ups import DATABASE_NAME, DATABASE_SNAPSHOT
from awscdk.naming import Application
from awscdk.parameters import Parameters
from awscdk.refusal import Refusal
from awscdk.restore import restore
from awscdk.tests.conftest import inputs
from awscdk.tests.templates import Templates, text

pytestmark = pytest.mark.usefixtures("account")
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


def said(chosen: Application) -> tuple[str | None, str | None]:
    parameters = Parameters(region=chosen.region)
    return (
        parameters.read(chosen.parameter(DATABASE_NAME)),
        parameters.read(chosen.parameter(DATABASE_SNAPSHOT)),
    )


def test_each_restored_database_has_a_name_of_its_own(staging_of_example: Application) -> None:
    for number in (1, 2):
        assert restore(chosen=staging_of_example, snapshot=SNAPSHOT, cdk=SUCCEEDS) == 0
        assert said(staging_of_example) == (f"staging-example-com-restored-{number}", SNAPSHOT)


def test_a_restore_that_fails_is_not_tried_again(staging_of_example: Application) -> None:
    assert restore(chosen=staging_of_example, snapshot=SNAPSHOT, cdk=FAILS) == 1
    assert said(staging_of_example) == ("staging-example-com", "none")


def test_what_is_no_snapshot_is_refused(staging_of_example: Application) -> None:
    with pytest.raises(Refusal, match=f"x is no snapshot .* there are: {SNAPSHOT}"):
        restore(chosen=staging_of_example, snapshot="x", cdk=SUCCEEDS)
    assert said(staging_of_example) == ("staging-example-com", "none")


def test_the_template_knows_both_ways(templates: Templates) -> None:
    cluster = templates.one("RDS::DBCluster").properties
    condition, snapshot, nothing = cluster["SnapshotIdentifier"]["Fn::If"]

    def ref(value: Any) -> str:
        return text(value["Ref"])

    assert "databasesnapshot" in ref(snapshot)
    assert nothing == {"Ref": "AWS::NoValue"}
    # A snapshot brings its own.
    assert cluster["MasterUsername"] == {"Fn::If": [condition, nothing, "app"]}
    assert "databasename" in ref(cluster["DBClusterIdentifier"])
