"""Aurora with a managed password, which ministack supports in its API but not in CloudFormation."""

from typing import Any

from ministack.services import rds

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


class DatabaseCluster(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        given = dict(properties)
        if "SnapshotIdentifier" in given:
            (snapshot,) = own_client("rds").describe_db_cluster_snapshots(
                DBClusterSnapshotIdentifier=given.pop("SnapshotIdentifier")
            )["DBClusterSnapshots"]
            # ministack stores no data in snapshots.
            given["MasterUsername"] = snapshot["MasterUsername"]
        cluster = own_client("rds").create_db_cluster(**given)["DBCluster"]
        return cluster["DBClusterIdentifier"], {
            "DBClusterArn": cluster["DBClusterArn"],
            "DBClusterResourceId": cluster["DbClusterResourceId"],
            "Endpoint.Address": cluster["Endpoint"],
            "Endpoint.Port": str(cluster["Port"]),
            "ReadEndpoint.Address": cluster["ReaderEndpoint"],
            "MasterUserSecret.SecretArn": cluster["MasterUserSecret"]["SecretArn"],
        }

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        changed = {name for name in after if after[name] != before.get(name)}
        if changed != {"DeletionProtection"}:
            return super().update(reference, before, after)
        own_client("rds").modify_db_cluster(
            DBClusterIdentifier=reference, DeletionProtection=after["DeletionProtection"]
        )
        # The attributes stay.
        return reference, {}

    def delete(self, reference: str, properties: Properties) -> None:
        # Instances of a replaced cluster are created again in the next one.
        (cluster,) = own_client("rds").describe_db_clusters(DBClusterIdentifier=reference)[
            "DBClusters"
        ]
        for member in cluster["DBClusterMembers"]:
            own_client("rds").delete_db_instance(
                DBInstanceIdentifier=member["DBInstanceIdentifier"], SkipFinalSnapshot=True
            )
        own_client("rds").delete_db_cluster(DBClusterIdentifier=reference, SkipFinalSnapshot=True)


def add_restore_from_snapshot() -> None:
    """Add the call, which ministack lacks. Its snapshots have no data."""
    rds._ACTION_MAP["RestoreDBClusterFromSnapshot"] = _restore


def _restore(parameters: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    found = rds._db_cluster_snapshots.get(rds._p(parameters, "SnapshotIdentifier"))
    given = {
        **parameters,
        "MasterUsername": [found["MasterUsername"]],
        "MasterUserPassword": ["that-of-the-snapshot"],
    }
    status, headers, body = rds._create_db_cluster(given)
    return status, headers, body.replace(b"CreateDBCluster", b"RestoreDBClusterFromSnapshot")


RESOURCES: dict[str, Resource] = {"AWS::RDS::DBCluster": DatabaseCluster()}
