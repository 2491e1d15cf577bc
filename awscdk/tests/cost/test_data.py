from dataclasses import replace

import pytest

from awscdk.cost.prices import UnsupportedError
from awscdk.tests.cost.resources import NO_USAGE, database, dollars, resource, task

NIGHTS = 730 / 24
# Reads and writes in an hour of an idle database.
IDLE = 0.003 * 0.20


def test_database_without_pause_is_billed_at_its_minimum() -> None:
    assert dollars(*database(minimum=0.5)) == pytest.approx(730 * (0.5 * 0.12 + IDLE))


def test_standby_doubles_the_cost() -> None:
    assert dollars(*database(minimum=0.5, instances=2)) == pytest.approx(730 * (0.12 + IDLE))


def test_database_scales_up_during_working_hours() -> None:
    usage = replace(NO_USAGE, database_hours=100, database_capacity=0.75)
    expected = (100 * 0.75 + 630 * 0.5) * 0.12 + 730 * IDLE
    assert dollars(*database(minimum=0.5), usage=usage) == pytest.approx(expected)


def provisioned(kind: str, *, instances: int = 1) -> float:
    return dollars(
        resource("RDS::DBCluster", EngineMode="provisioned"),
        *(
            resource("RDS::DBInstance", f"Instance{number}", DBInstanceClass=kind)
            for number in range(instances)
        ),
    )


def test_provisioned_database_is_billed_by_its_instances() -> None:
    assert provisioned("db.t4g.medium") == pytest.approx(730 * (0.073 + IDLE))
    assert provisioned("db.t4g.medium", instances=2) == pytest.approx(730 * (2 * 0.073 + IDLE))
    with pytest.raises(UnsupportedError, match=r"of the class db\.r8g\.large"):
        provisioned("db.r8g.large")


def test_pausing_database_wakes_six_minutes_a_night() -> None:
    assert dollars(*database(minimum=0)) == pytest.approx(NIGHTS * 0.1 * (0.12 + IDLE))


def test_longer_pause_delay_costs_more() -> None:
    cluster, writer = database(minimum=0)
    cluster.properties["ServerlessV2ScalingConfiguration"]["SecondsUntilAutoPause"] = 3540
    assert dollars(cluster, writer) == pytest.approx(NIGHTS * (0.12 + IDLE))


def test_database_stays_paused_during_off_hours() -> None:
    assert dollars(*database(minimum=0), usage=replace(NO_USAGE, is_asleep=True)) == 0


def test_database_storage_and_backups_are_billed() -> None:
    usage = replace(NO_USAGE, database_gigabytes=10, is_asleep=True)
    assert dollars(*database(minimum=0), usage=usage) == pytest.approx(1)
    backed_up = database(minimum=0, BackupRetentionPeriod=14)
    assert dollars(*backed_up, usage=usage) == pytest.approx(1 + 0.21)


def cache(*, node: str = "cache.t4g.micro", replicas: int = 0, days: int = 1) -> float:
    return dollars(
        resource(
            "ElastiCache::ReplicationGroup",
            Engine="valkey",
            CacheNodeType=node,
            NumNodeGroups=1,
            ReplicasPerNodeGroup=replicas,
            SnapshotRetentionLimit=days,
        ),
        usage=replace(NO_USAGE, cache_gigabytes=1),
    )


def test_cache_nodes_and_snapshots_are_billed() -> None:
    assert cache() == pytest.approx(9.344 + 0.085)
    assert cache(replicas=1) == pytest.approx(2 * 9.344 + 0.085)
    # A cache without tasks has no snapshots.
    assert cache(days=0) == pytest.approx(9.344)


def test_cache_node_without_price_is_reported() -> None:
    with pytest.raises(UnsupportedError, match=r"valkey node of type cache\.r7g\.large"):
        cache(node="cache.r7g.large")


def test_buckets_are_billed_together() -> None:
    usage = replace(NO_USAGE, files_gigabytes=10, requests=1_000_000)
    two = resource("S3::Bucket", "Site"), resource("S3::Bucket", "Assets")
    assert dollars(*two, usage=usage) == pytest.approx(0.23 + 0.40)


def test_images_are_billed_when_the_registry_is_used() -> None:
    definition = task("web")
    usage = replace(NO_USAGE, image_gigabytes=2)
    assert dollars(definition, usage=usage) == 0
    definition.properties["ContainerDefinitions"] = [{"Image": {"Fn::Sub": "1.dkr.ecr.x/y:z"}}]
    assert dollars(definition, usage=usage) == pytest.approx(0.20)


def test_secrets_include_the_one_of_rds() -> None:
    secrets = [resource("SecretsManager::Secret", name) for name in "abc"]
    cluster = database(minimum=0, ManageMasterUserPassword=True)
    usage = replace(NO_USAGE, is_asleep=True)
    assert dollars(*secrets, *cluster, usage=usage) == pytest.approx(1.60)
