"""Aurora, ElastiCache, buckets, the image registry and secrets."""

import json
from collections.abc import Iterator, Sequence

from awscdk.cost.prices import LineItem, Prices, UnsupportedError
from awscdk.cost.usage import DAYS, HOURS, IDLE_IO_AN_HOUR, WOKEN_MINUTES, Usage
from awscdk.templates import Resource, Templates

# Default value. Source: CloudFormation, `ServerlessV2ScalingConfiguration`.
SECONDS_UNTIL_PAUSE = 300


def databases(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    for cluster in templates.of("AWS::RDS::DBCluster"):
        instances = [
            each for each in templates.of("AWS::RDS::DBInstance") if each.stack == cluster.stack
        ]
        if _is_serverless(cluster):
            yield LineItem(
                "Aurora",
                "capacity" if len(instances) == 1 else f"capacity, {len(instances)} instances",
                prices.aurora_capacity,
                len(instances) * _capacity_hours(cluster, usage),
                buys="Postgres, scaled by load",
            )
        else:
            yield _provisioned(instances, prices)
        yield LineItem(
            "Aurora",
            "storage",
            prices.aurora_storage,
            usage.database_gigabytes,
            buys="the data, six copies in three zones",
        )
        is_always_on = not _is_serverless(cluster) or _minimum(cluster)
        awake = HOURS if is_always_on else _hours_without_pause(cluster, usage)
        yield LineItem(
            "Aurora",
            "disk reads and writes",
            prices.aurora_io,
            (awake * IDLE_IO_AN_HOUR + usage.database_io) / 1e6,
            buys="the same",
        )
        # One day of backups is free.
        if cluster.properties.get("BackupRetentionPeriod", 1) > 1:
            yield LineItem(
                "Aurora",
                "backups, as large as the data",
                prices.aurora_backup,
                usage.database_gigabytes,
                buys=f"recovery to any time of {cluster.properties['BackupRetentionPeriod']} days",
            )


def caches(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    for group in templates.of("AWS::ElastiCache::ReplicationGroup"):
        properties = group.properties
        kind = properties["Engine"], properties["CacheNodeType"]
        if kind not in prices.cache_nodes:
            raise UnsupportedError(f"no price is known of a {kind[0]} node of type {kind[1]}")
        nodes = properties["NumNodeGroups"] * (1 + properties["ReplicasPerNodeGroup"])
        # The broker has daily snapshots; a separate cache has none.
        days = properties.get("SnapshotRetentionLimit", 0)
        is_alone = len(templates.of("AWS::ElastiCache::ReplicationGroup")) == 1
        holds = "broker, cache and live updates" if is_alone else "broker and live settings"
        yield LineItem(
            "ElastiCache",
            f"{nodes} {'node' if nodes == 1 else 'nodes'}, {kind[1]}"
            + ("" if days else ", of the cache"),
            prices.cache_nodes[kind],
            nodes * HOURS,
            buys=(holds if days else "cache, limits and live updates")
            + ("; the second is a standby" if nodes > 1 else ""),
        )
        if not days:
            continue
        yield LineItem(
            "ElastiCache",
            "snapshots",
            prices.cache_backup,
            days * usage.cache_gigabytes,
            buys="recovery of queues",
        )


def buckets(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if not templates.of("AWS::S3::Bucket"):
        return
    yield LineItem(
        "S3",
        "site files, uploads and access logs",
        prices.s3_storage,
        usage.files_gigabytes,
        buys="the front end, uploads and exports",
    )
    yield LineItem(
        "S3",
        "reads, without CloudFront's cache",
        prices.s3_reads,
        usage.requests / 1e6,
        buys="the same",
    )


def images(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if "dkr.ecr" in json.dumps(
        [each.properties for each in templates.of("AWS::ECS::TaskDefinition")]
    ):
        yield LineItem(
            "ECR", "backend images", prices.ecr_storage, usage.image_gigabytes, buys="rollbacks"
        )


def secrets(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    """Count secrets, including the one that RDS creates."""
    count = len(templates.of("AWS::SecretsManager::Secret")) + sum(
        each.properties.get("ManageMasterUserPassword", False)
        for each in templates.of("AWS::RDS::DBCluster")
    )
    if count:
        yield LineItem(
            "Secrets Manager",
            "secrets",
            prices.secret,
            count,
            buys="generated passwords and tokens",
        )


def _is_serverless(cluster: Resource) -> bool:
    return "ServerlessV2ScalingConfiguration" in cluster.properties


def _provisioned(instances: Sequence[Resource], prices: Prices) -> LineItem:
    kind = instances[0].properties["DBInstanceClass"]
    if kind not in prices.aurora_instances:
        raise UnsupportedError(f"no price is known of a database instance of the class {kind}")
    return LineItem(
        "Aurora",
        f"{len(instances)} {'instance' if len(instances) == 1 else 'instances'}, {kind}",
        prices.aurora_instances[kind],
        len(instances) * HOURS,
        buys="Postgres, of a fixed size",
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
