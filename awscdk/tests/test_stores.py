"""The database, the cache, the buckets and the secrets."""

from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text


def test_the_database_pauses_in_staging_and_not_in_production(
    staging: Templates, production: Templates
) -> None:
    def scaling(templates: Templates) -> dict[str, float]:
        found: dict[str, float] = templates.one("RDS::DBCluster").properties[
            "ServerlessV2ScalingConfiguration"
        ]
        return found

    assert scaling(staging) == {
        "MinCapacity": 0,
        "MaxCapacity": 2,
        "SecondsUntilAutoPause": 300,
    }
    assert scaling(production) == {"MinCapacity": 0.5, "MaxCapacity": 8}


def test_rds_keeps_the_password_and_changes_it(templates: Templates) -> None:
    cluster = templates.one("RDS::DBCluster").properties
    assert cluster["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in cluster


def test_the_stores_are_encrypted_at_rest_and_on_the_way(templates: Templates) -> None:
    assert templates.one("RDS::DBCluster").properties["StorageEncrypted"] is True
    parameters = templates.one("RDS::DBClusterParameterGroup").properties["Parameters"]
    assert parameters["rds.force_ssl"] == "1"
    cache = templates.one("ElastiCache::ReplicationGroup").properties
    assert cache["TransitEncryptionEnabled"] is cache["AtRestEncryptionEnabled"] is True
    assert "resolve:secretsmanager" in text(cache["AuthToken"])


def test_no_task_is_dropped_for_want_of_memory(templates: Templates) -> None:
    parameters = templates.one("ElastiCache::ParameterGroup").properties["Properties"]
    assert parameters == {"maxmemory-policy": "noeviction"}


def test_production_has_a_standby_for_what_is_queued(
    staging: Templates, production: Templates
) -> None:
    def standby(templates: Templates) -> tuple[int, bool, bool]:
        group = templates.one("ElastiCache::ReplicationGroup").properties
        return (
            group["ReplicasPerNodeGroup"],
            group["AutomaticFailoverEnabled"],
            group["MultiAZEnabled"],
        )

    assert standby(staging) == (0, False, False)
    assert standby(production) == (1, True, True)


def test_a_second_database_is_one_setting(synthesize: Synthesize) -> None:
    from dataclasses import replace

    from awscdk.environments import PRODUCTION

    assert len(synthesize("production").of("RDS::DBInstance")) == 1
    both = synthesize("production", database=replace(PRODUCTION.database, standby=True))
    assert len(both.of("RDS::DBInstance")) == 2


def test_production_keeps_its_data_and_staging_leaves_nothing(
    staging: Templates, production: Templates
) -> None:
    def policies(templates: Templates) -> dict[str, set[str | None]]:
        return {
            kind: {each.deletion_policy for each in templates.of(kind)}
            for kind in ("RDS::DBCluster", "S3::Bucket")
        }

    assert policies(staging) == {"RDS::DBCluster": {"Delete"}, "S3::Bucket": {"Delete"}}
    assert policies(production) == {"RDS::DBCluster": {"Snapshot"}, "S3::Bucket": {"Retain"}}
    assert production.one("RDS::DBCluster").properties["DeletionProtection"] is True
    assert production.one("RDS::DBCluster").properties["BackupRetentionPeriod"] == 14


def test_secrets_are_drawn_and_long(templates: Templates) -> None:
    names = set()
    for secret in templates.of("SecretsManager::Secret"):
        drawn = secret.properties["GenerateSecretString"]
        assert drawn["PasswordLength"] == 64
        assert "SecretString" not in secret.properties
        names.add(secret.properties["Name"].split("/")[1])
    assert names == {"SECRET_KEY", "CELERY_METRICS_TOKEN", "REDIS_PASSWORD"}


def test_every_log_ends(templates: Templates) -> None:
    groups = templates.of("Logs::LogGroup")
    assert len(groups) >= 3
    for group in groups:
        assert group.properties["RetentionInDays"] in {14, 90}
    for bucket in templates.of("S3::Bucket"):
        if bucket.id.startswith("Logs"):
            (rule,) = bucket.properties["LifecycleConfiguration"]["Rules"]
            assert rule["ExpirationInDays"] in {14, 90}


def test_what_is_listened_to_by_nobody_is_not_public(templates: Templates) -> None:
    for instance in templates.of("RDS::DBInstance"):
        assert instance.properties.get("PubliclyAccessible", False) is False
