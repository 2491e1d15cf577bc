"""The database, the cache, the buckets and the secrets."""

import json

from awscdk.constants import BASTION
from awscdk.environments import Cache, Database
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text


def test_database_pauses_only_in_staging(staging: Templates, production: Templates) -> None:
    def scaling(templates: Templates) -> dict[str, float]:
        found: dict[str, float] = templates.one("RDS::DBCluster").properties[
            "ServerlessV2ScalingConfiguration"
        ]
        return found

    assert scaling(staging) == {"MinCapacity": 0, "MaxCapacity": 2, "SecondsUntilAutoPause": 300}
    assert scaling(production) == {"MinCapacity": 0.5, "MaxCapacity": 8}


def test_database_can_be_provisioned(synthesize: Synthesize) -> None:
    size = Database(
        engine_version="17.9", instance_class="t4g.medium", backup_days=14, standby=True
    )
    templates = synthesize("production", database=size)

    cluster = templates.one("RDS::DBCluster").properties
    assert "ServerlessV2ScalingConfiguration" not in cluster
    instances = templates.of("RDS::DBInstance")
    assert [each.properties["DBInstanceClass"] for each in instances] == ["db.t4g.medium"] * 2
    (alarm,) = (
        each.properties
        for each in templates.of("CloudWatch::Alarm")
        if each.properties.get("AlarmName", "").endswith("database-capacity-high")
    )
    assert (alarm["MetricName"], alarm["Threshold"]) == ("CPUUtilization", 95)


def test_bastion_starts_psql_with_the_current_password(synthesize: Synthesize) -> None:
    templates = synthesize("staging", bastion=True)
    machine = templates.one("EC2::Instance")
    installed = text(machine.properties["UserData"])
    assert "dnf install --assumeyes --quiet postgresql17" in installed
    assert "secretsmanager get-secret-value" in installed
    assert "/usr/local/bin/database" in installed
    assert "PGPASSWORD=$(printf" in installed
    (path,) = templates.folder.glob("staging-example-com-stack.template.json")
    outputs = json.loads(path.read_text())["Outputs"]
    assert outputs[BASTION]["Value"] == {"Ref": machine.id}


def test_rds_manages_the_password(templates: Templates) -> None:
    cluster = templates.one("RDS::DBCluster").properties
    assert cluster["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in cluster


def test_stores_are_encrypted_at_rest_and_in_transit(templates: Templates) -> None:
    assert templates.one("RDS::DBCluster").properties["StorageEncrypted"] is True
    parameters = templates.one("RDS::DBClusterParameterGroup").properties["Parameters"]
    assert parameters["rds.force_ssl"] == "1"
    for group in templates.of("ElastiCache::ReplicationGroup"):
        cache = group.properties
        assert cache["TransitEncryptionEnabled"] is cache["AtRestEncryptionEnabled"] is True
        assert "resolve:secretsmanager" in text(cache["AuthToken"])


def test_broker_does_not_evict_tasks(templates: Templates) -> None:
    groups = templates.of("ElastiCache::ParameterGroup")
    assert groups
    for group in groups:
        assert group.properties["Properties"] == {"maxmemory-policy": "noeviction"}


def test_separate_cache_is_optional(synthesize: Synthesize) -> None:
    templates = synthesize("production", own_cache=Cache(node_type="cache.t4g.micro"))

    groups = templates.of("ElastiCache::ReplicationGroup")
    # The tasks' is copied every day.
    days = {each.stack: each.properties["SnapshotRetentionLimit"] for each in groups}
    assert sorted(days.values()) == [0, 1]
    for group in templates.of("ElastiCache::ParameterGroup"):
        assert group.properties["Properties"] == {"maxmemory-policy": "noeviction"}
    for task in templates.of("ECS::TaskDefinition"):
        for container in task.properties["ContainerDefinitions"]:
            given = {each["Name"]: each["Value"] for each in container["Environment"]}
            assert text(given["CACHE_URL"]).startswith('{"Fn::Join": ["", ["rediss://"')
            assert given["CACHE_URL"] != given["REDIS_URL"]


def test_production_broker_has_a_standby(staging: Templates, production: Templates) -> None:
    def standby(templates: Templates) -> tuple[int, bool, bool]:
        group = templates.one("ElastiCache::ReplicationGroup").properties
        return (
            group["ReplicasPerNodeGroup"],
            group["AutomaticFailoverEnabled"],
            group["MultiAZEnabled"],
        )

    assert standby(staging) == (0, False, False)
    assert standby(production) == (1, True, True)


def test_database_standby_is_optional(synthesize: Synthesize) -> None:
    from dataclasses import replace

    from awscdk.environments import PRODUCTION

    assert len(synthesize("production").of("RDS::DBInstance")) == 1
    both = synthesize("production", database=replace(PRODUCTION.database, standby=True))
    assert len(both.of("RDS::DBInstance")) == 2


def test_only_production_keeps_its_data(staging: Templates, production: Templates) -> None:
    def policies(templates: Templates) -> dict[str, set[str | None]]:
        return {
            kind: {each.deletion_policy for each in templates.of(kind)}
            for kind in ("RDS::DBCluster", "S3::Bucket")
        }

    assert policies(staging) == {"RDS::DBCluster": {"Delete"}, "S3::Bucket": {"Delete"}}
    assert policies(production) == {"RDS::DBCluster": {"Snapshot"}, "S3::Bucket": {"Retain"}}
    assert production.one("RDS::DBCluster").properties["BackupRetentionPeriod"] == 14


def test_secrets_are_generated_and_long(templates: Templates) -> None:
    names = set()
    for secret in templates.of("SecretsManager::Secret"):
        drawn = secret.properties["GenerateSecretString"]
        assert drawn["PasswordLength"] == 64
        assert "SecretString" not in secret.properties
        names.add(secret.properties["Name"].split("/")[1])
    assert names == {"SECRET_KEY", "CELERY_METRICS_TOKEN", "REDIS_PASSWORD"}


def test_log_groups_have_a_retention(templates: Templates) -> None:
    groups = templates.of("Logs::LogGroup")
    assert len(groups) >= 3
    for group in groups:
        assert group.properties["RetentionInDays"] in {14, 90}
    for bucket in templates.of("S3::Bucket"):
        if bucket.id.startswith("Logs"):
            (rule,) = bucket.properties["LifecycleConfiguration"]["Rules"]
            assert rule["ExpirationInDays"] in {14, 90}


def test_unused_resources_are_not_public(templates: Templates) -> None:
    for instance in templates.of("RDS::DBInstance"):
        assert instance.properties.get("PubliclyAccessible", False) is False
