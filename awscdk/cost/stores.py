"""What keeps data: Aurora, ElastiCache, buckets and the registry of images."""

import json
from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.unpriced import UnpricedError
from awscdk.cost.usage import DAYS, HOURS, IDLE_IO_AN_HOUR, WOKEN_MINUTES, Usage
from awscdk.templates import Resource, Templates

SECONDS_UNTIL_PAUSE = 300
"""Where nothing is said. Source: CloudFormation, `ServerlessV2ScalingConfiguration`."""


def databases(templates: Templates, usage: Usage) -> Iterator[Charge]:
    for cluster in templates.of("AWS::RDS::DBCluster"):
        instances = [
            each for each in templates.of("AWS::RDS::DBInstance") if each.stack == cluster.stack
        ]
        yield Charge(
            service="Aurora",
            what="capacity" if len(instances) == 1 else f"capacity, {len(instances)} instances",
            buys="Postgres, as large as it is needed",
            price=prices.AURORA_CAPACITY,
            quantity=len(instances) * _capacity_hours(cluster, usage),
        )
        yield Charge(
            service="Aurora",
            what="storage",
            buys="the data, six times in three zones",
            price=prices.AURORA_STORAGE,
            quantity=usage.database_gigabytes,
        )
        awake = HOURS if _minimum(cluster) else _hours_without_pause(cluster, usage)
        yield Charge(
            service="Aurora",
            what="reads and writes of the disk",
            buys="the same",
            price=prices.AURORA_IO,
            quantity=(awake * IDLE_IO_AN_HOUR + usage.database_io) / 1e6,
        )
        # A day's is free.
        if cluster.properties.get("BackupRetentionPeriod", 1) > 1:
            yield Charge(
                service="Aurora",
                what="backups, as large as the data",
                buys=f"any moment of {cluster.properties['BackupRetentionPeriod']} days",
                price=prices.AURORA_BACKUP,
                quantity=usage.database_gigabytes,
            )


def caches(templates: Templates, usage: Usage) -> Iterator[Charge]:
    for group in templates.of("AWS::ElastiCache::ReplicationGroup"):
        properties = group.properties
        kind = properties["Engine"], properties["CacheNodeType"]
        if kind not in prices.CACHE_NODES:
            raise UnpricedError(f"no price is known of a {kind[0]} node of type {kind[1]}")
        nodes = properties["NumNodeGroups"] * (1 + properties["ReplicasPerNodeGroup"])
        yield Charge(
            service="ElastiCache",
            what=f"{nodes} {'node' if nodes == 1 else 'nodes'}, {kind[1]}",
            buys="broker, cache and live updates"
            + ("; the second takes over" if nodes > 1 else ""),
            price=prices.CACHE_NODES[kind],
            quantity=nodes * HOURS,
        )
        yield Charge(
            service="ElastiCache",
            what="snapshots",
            buys="yesterday's queues",
            price=prices.CACHE_BACKUP,
            quantity=properties.get("SnapshotRetentionLimit", 0) * usage.cache_gigabytes,
        )


def buckets(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if not templates.of("AWS::S3::Bucket"):
        return
    yield Charge(
        service="S3",
        what="files of the site, of people, and logs of access",
        buys="the front end, uploads and exports",
        price=prices.S3_STORAGE,
        quantity=usage.files_gigabytes,
    )
    yield Charge(
        service="S3",
        what="reads, as if CloudFront kept nothing",
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
            what="images of the backend",
            buys="the way back to earlier versions",
            price=prices.ECR_STORAGE,
            quantity=usage.image_gigabytes,
        )


def _capacity_hours(cluster: Resource, usage: Usage) -> float:
    """ACU-hours of one instance."""
    minimum = _minimum(cluster)
    if not minimum:
        return _hours_without_pause(cluster, usage) * usage.database_capacity
    at_work = 0 if usage.is_asleep else usage.database_hours
    busy = max(minimum, usage.database_capacity)
    return at_work * busy + (HOURS - at_work) * minimum


def _hours_without_pause(cluster: Resource, usage: Usage) -> float:
    """Of one that pauses: while people work, and once a night."""
    if usage.is_asleep:
        return 0
    scaling = cluster.properties["ServerlessV2ScalingConfiguration"]
    seconds: int = scaling.get("SecondsUntilAutoPause", SECONDS_UNTIL_PAUSE)
    return usage.database_hours + DAYS * (WOKEN_MINUTES + seconds / 60) / 60


def _minimum(cluster: Resource) -> float:
    return float(cluster.properties["ServerlessV2ScalingConfiguration"]["MinCapacity"])
