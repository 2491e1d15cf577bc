"""Data: Aurora, ElastiCache, buckets and the image registry."""

import json
from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.unsupported import UnsupportedError
from awscdk.cost.usage import DAYS, HOURS, IDLE_IO_AN_HOUR, WOKEN_MINUTES, Usage
from awscdk.templates import Resource, Templates

# Default value. Source: CloudFormation, `ServerlessV2ScalingConfiguration`.
SECONDS_UNTIL_PAUSE = 300


def databases(templates: Templates, usage: Usage) -> Iterator[Charge]:
    for cluster in templates.of("AWS::RDS::DBCluster"):
        instances = [
            each for each in templates.of("AWS::RDS::DBInstance") if each.stack == cluster.stack
        ]
        yield Charge(
            service="Aurora",
            what="capacity" if len(instances) == 1 else f"capacity, {len(instances)} instances",
            buys="Postgres, scaled by load",
            price=prices.AURORA_CAPACITY,
            quantity=len(instances) * _capacity_hours(cluster, usage),
        )
        yield Charge(
            service="Aurora",
            what="storage",
            buys="the data, six copies in three zones",
            price=prices.AURORA_STORAGE,
            quantity=usage.database_gigabytes,
        )
        awake = HOURS if _minimum(cluster) else _hours_without_pause(cluster, usage)
        yield Charge(
            service="Aurora",
            what="disk reads and writes",
            buys="the same",
            price=prices.AURORA_IO,
            quantity=(awake * IDLE_IO_AN_HOUR + usage.database_io) / 1e6,
        )
        # One day of backups is free.
        if cluster.properties.get("BackupRetentionPeriod", 1) > 1:
            yield Charge(
                service="Aurora",
                what="backups, as large as the data",
                buys=f"recovery to any time of {cluster.properties['BackupRetentionPeriod']} days",
                price=prices.AURORA_BACKUP,
                quantity=usage.database_gigabytes,
            )


def caches(templates: Templates, usage: Usage) -> Iterator[Charge]:
    for group in templates.of("AWS::ElastiCache::ReplicationGroup"):
        properties = group.properties
        kind = properties["Engine"], properties["CacheNodeType"]
        if kind not in prices.CACHE_NODES:
            raise UnsupportedError(f"no price is known of a {kind[0]} node of type {kind[1]}")
        nodes = properties["NumNodeGroups"] * (1 + properties["ReplicasPerNodeGroup"])
        # The broker has daily snapshots; a separate cache has none.
        days = properties.get("SnapshotRetentionLimit", 0)
        is_alone = len(templates.of("AWS::ElastiCache::ReplicationGroup")) == 1
        holds = "broker, cache and live updates" if is_alone else "broker and live settings"
        yield Charge(
            service="ElastiCache",
            what=f"{nodes} {'node' if nodes == 1 else 'nodes'}, {kind[1]}"
            + ("" if days else ", of the cache"),
            buys=(holds if days else "cache, limits and live updates")
            + ("; the second is a standby" if nodes > 1 else ""),
            price=prices.CACHE_NODES[kind],
            quantity=nodes * HOURS,
        )
        if not days:
            continue
        yield Charge(
            service="ElastiCache",
            what="snapshots",
            buys="recovery of queues",
            price=prices.CACHE_BACKUP,
            quantity=days * usage.cache_gigabytes,
        )


def buckets(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if not templates.of("AWS::S3::Bucket"):
        return
    yield Charge(
        service="S3",
        what="site files, uploads and access logs",
        buys="the front end, uploads and exports",
        price=prices.S3_STORAGE,
        quantity=usage.files_gigabytes,
    )
    yield Charge(
        service="S3",
        what="reads, without CloudFront's cache",
        buys="the same",
        price=prices.S3_READS,
        quantity=usage.requests / 1e6,
    )


def images(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if "dkr.ecr" in json.dumps(
        [each.properties for each in templates.of("AWS::ECS::TaskDefinition")]
    ):
        yield Charge(
            service="ECR",
            what="backend images",
            buys="rollbacks",
            price=prices.ECR_STORAGE,
            quantity=usage.image_gigabytes,
        )


def _capacity_hours(cluster: Resource, usage: Usage) -> float:
    """Return the ACU-hours of one instance."""
    minimum = _minimum(cluster)
    if not minimum:
        return _hours_without_pause(cluster, usage) * usage.database_capacity
    in_use = 0 if usage.is_asleep else usage.database_hours
    busy = max(minimum, usage.database_capacity)
    return in_use * busy + (HOURS - in_use) * minimum


def _hours_without_pause(cluster: Resource, usage: Usage) -> float:
    """Return the hours in which a pausing database is awake: working hours and once a night."""
    if usage.is_asleep:
        return 0
    scaling = cluster.properties["ServerlessV2ScalingConfiguration"]
    seconds: int = scaling.get("SecondsUntilAutoPause", SECONDS_UNTIL_PAUSE)
    return usage.database_hours + DAYS * (WOKEN_MINUTES + seconds / 60) / 60


def _minimum(cluster: Resource) -> float:
    return float(cluster.properties["ServerlessV2ScalingConfiguration"]["MinCapacity"])
