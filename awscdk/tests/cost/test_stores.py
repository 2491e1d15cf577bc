from dataclasses import replace

import pytest

from awscdk.cost.unpriced import UnpricedError
from awscdk.tests.cost.by_hand import NOBODY, database, dollars, resource, task

NIGHTS = 730 / 24
IDLE = 0.003 * 0.20
"""Reads and writes in an hour of an idle database."""


def test_a_database_that_does_not_pause_is_paid_by_its_least() -> None:
    assert dollars(*database(minimum=0.5)) == pytest.approx(730 * (0.5 * 0.12 + IDLE))


def test_a_standby_costs_as_much_again() -> None:
    assert dollars(*database(minimum=0.5, instances=2)) == pytest.approx(730 * (0.12 + IDLE))


def test_it_grows_while_people_work() -> None:
    usage = replace(NOBODY, database_hours=100, database_capacity=0.75)
    expected = (100 * 0.75 + 630 * 0.5) * 0.12 + 730 * IDLE
    assert dollars(*database(minimum=0.5), usage=usage) == pytest.approx(expected)


def test_one_that_pauses_is_woken_for_six_minutes_a_night() -> None:
    assert dollars(*database(minimum=0)) == pytest.approx(NIGHTS * 0.1 * (0.12 + IDLE))


def test_one_that_pauses_later_is_awake_for_longer() -> None:
    cluster, writer = database(minimum=0)
    cluster.properties["ServerlessV2ScalingConfiguration"]["SecondsUntilAutoPause"] = 3540
    assert dollars(cluster, writer) == pytest.approx(NIGHTS * (0.12 + IDLE))


def test_nobody_wakes_it_while_the_environment_sleeps() -> None:
    assert dollars(*database(minimum=0), usage=replace(NOBODY, is_asleep=True)) == 0


def test_data_is_paid_by_the_gigabyte_and_its_backups_from_the_second_day_on() -> None:
    usage = replace(NOBODY, database_gigabytes=10, is_asleep=True)
    assert dollars(*database(minimum=0), usage=usage) == pytest.approx(1)
    backed_up = database(minimum=0, BackupRetentionPeriod=14)
    assert dollars(*backed_up, usage=usage) == pytest.approx(1 + 0.21)


def cache(*, node: str = "cache.t4g.micro", replicas: int = 0) -> float:
    return dollars(
        resource(
            "ElastiCache::ReplicationGroup",
            Engine="valkey",
            CacheNodeType=node,
            NumNodeGroups=1,
            ReplicasPerNodeGroup=replicas,
            SnapshotRetentionLimit=1,
        ),
        usage=replace(NOBODY, cache_gigabytes=1),
    )


def test_a_cache_is_paid_by_the_node_and_its_snapshots_by_the_gigabyte() -> None:
    assert cache() == pytest.approx(9.344 + 0.085)
    assert cache(replicas=1) == pytest.approx(2 * 9.344 + 0.085)


def test_a_node_without_a_price_is_said() -> None:
    with pytest.raises(UnpricedError, match=r"valkey node of type cache\.r7g\.large"):
        cache(node="cache.r7g.large")


def test_buckets_are_paid_together() -> None:
    usage = replace(NOBODY, files_gigabytes=10, requests=1_000_000)
    two = resource("S3::Bucket", "Site"), resource("S3::Bucket", "Assets")
    assert dollars(*two, usage=usage) == pytest.approx(0.23 + 0.40)


def test_images_are_paid_where_tasks_come_from_the_registry() -> None:
    definition = task("web")
    usage = replace(NOBODY, image_gigabytes=2)
    assert dollars(definition, usage=usage) == 0
    definition.properties["ContainerDefinitions"] = [{"Image": {"Fn::Sub": "1.dkr.ecr.x/y:z"}}]
    assert dollars(definition, usage=usage) == pytest.approx(0.20)


def test_every_secret_counts_the_one_that_rds_makes_among_them() -> None:
    secrets = [resource("SecretsManager::Secret", name) for name in "abc"]
    cluster = database(minimum=0, ManageMasterUserPassword=True)
    usage = replace(NOBODY, is_asleep=True)
    assert dollars(*secrets, *cluster, usage=usage) == pytest.approx(1.60)
