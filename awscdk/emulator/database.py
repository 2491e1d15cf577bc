"""Aurora with a managed password, which ministack supports in its API but not in CloudFormation."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlencode

from ministack.app import SERVICE_HANDLERS

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

CREATE, RESTORE = "CreateDBCluster", "RestoreDBClusterFromSnapshot"
Response = tuple[int, dict[str, str], bytes]


class DatabaseCluster(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        given = dict(properties)
        if "SnapshotIdentifier" in given:
            # ministack stores no data in snapshots.
            given["MasterUsername"] = _snapshot(given.pop("SnapshotIdentifier"))["MasterUsername"]
        cluster = own_client("rds").create_db_cluster(**given)["DBCluster"]
        return cluster["DBClusterIdentifier"], _attributes(cluster)

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        changed = {name for name in after if after[name] != before.get(name)}
        if changed != {"DeletionProtection"}:
            # Its instances are created again, under the same names.
            self.delete(reference, before)
            return self.create(after)
        cluster = own_client("rds").modify_db_cluster(
            DBClusterIdentifier=reference, DeletionProtection=after["DeletionProtection"]
        )["DBCluster"]
        return reference, _attributes(cluster)

    def delete(self, reference: str, properties: Properties) -> None:
        rds = own_client("rds")
        for cluster in rds.describe_db_clusters()["DBClusters"]:
            # After a replacement it has been deleted already.
            if cluster["DBClusterIdentifier"] != reference:
                continue
            for member in cluster["DBClusterMembers"]:
                rds.delete_db_instance(
                    DBInstanceIdentifier=member["DBInstanceIdentifier"], SkipFinalSnapshot=True
                )
            rds.delete_db_cluster(DBClusterIdentifier=reference, SkipFinalSnapshot=True)


def _attributes(cluster: Any) -> Attributes:
    return {
        "DBClusterArn": cluster["DBClusterArn"],
        "DBClusterResourceId": cluster["DbClusterResourceId"],
        "Endpoint.Address": cluster["Endpoint"],
        "Endpoint.Port": str(cluster["Port"]),
        "ReadEndpoint.Address": cluster["ReaderEndpoint"],
        "MasterUserSecret.SecretArn": cluster["MasterUserSecret"]["SecretArn"],
    }


def add_restore_from_snapshot() -> None:
    """Add the operation, which ministack lacks. Its snapshots have no data."""
    handle = SERVICE_HANDLERS["rds"]

    async def handle_with_restore(
        method: str, path: str, headers: dict[str, str], body: bytes, query: object
    ) -> Response:
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if given.get("Action") != RESTORE:
            response: Response = await handle(method, path, headers, body, query)
            return response
        found = await asyncio.to_thread(_snapshot, given.pop("SnapshotIdentifier"))
        created = {
            **given,
            "Action": CREATE,
            "MasterUsername": found["MasterUsername"],
            "MasterUserPassword": "that-of-the-snapshot",
        }
        status, headers, content = await handle(
            method, path, headers, urlencode(created).encode(), query
        )
        return status, headers, content.replace(CREATE.encode(), RESTORE.encode())

    SERVICE_HANDLERS["rds"] = handle_with_restore


def _snapshot(name: str) -> Any:
    (found,) = own_client("rds").describe_db_cluster_snapshots(DBClusterSnapshotIdentifier=name)[
        "DBClusterSnapshots"
    ]
    return found


RESOURCES: dict[str, Resource] = {"AWS::RDS::DBCluster": DatabaseCluster()}
