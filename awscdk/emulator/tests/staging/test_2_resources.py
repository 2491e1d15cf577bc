"""Check the deployed resources."""

import json
from typing import Any

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client
from awscdk.emulator.running import ACCOUNT
from awscdk.emulator.tests.staging.queries import (
    EMAIL_URL,
    IMAGE,
    SITE,
    database,
    own_alarms,
    secret,
    signing_key,
)
from config.topology import SERVICES


def test_every_service_runs_one_task(staging: Deployment) -> None:
    assert staging.desired() == {"always-on": 1}


def test_services_have_the_subnets_of_the_outputs(staging: Deployment) -> None:
    outputs = staging.outputs
    for service in staging.services().values():
        assert service["networkConfiguration"]["awsvpcConfiguration"] == {
            "subnets": outputs["TaskSubnets"].split(","),
            "securityGroups": [outputs["TaskSecurityGroup"]],
            "assignPublicIp": "ENABLED",
        }


def test_tasks_have_variables_of_deployed_resources(staging: Deployment) -> None:
    (container, *_) = staging.worker_definition("worker-heavy")["containerDefinitions"]
    given = _environment(container)
    found = database(staging)

    assert given["SITE_URL"] == SITE
    assert given["DATABASE_URL"].startswith(f"postgres://{found['Endpoint']}:5432/app?")
    assert given["DATABASE_SECRET_ARN"] == found["MasterUserSecret"]["SecretArn"]
    assert given["REDIS_URL"].startswith("rediss://")
    assert given["AWS_STORAGE_BUCKET_NAME"] == staging.outputs["AssetsBucket"]
    assert given["CLOUDFRONT_KEY_ID"] == signing_key()["Id"]
    assert container["image"] == IMAGE


def test_task_secrets_resolve(staging: Deployment) -> None:
    (container, *_) = staging.worker_definition("worker-heavy")["containerDefinitions"]
    found = {each["name"]: secret(each["valueFrom"]) for each in container["secrets"]}

    assert found["EMAIL_URL"] == EMAIL_URL
    assert found["CLOUDFRONT_PRIVATE_KEY"].startswith("-----BEGIN PRIVATE KEY-----")
    generated = [found[each] for each in ("SECRET_KEY", "CELERY_METRICS_TOKEN", "REDIS_PASSWORD")]
    assert all(len(each) == 64 and each.isalnum() for each in generated)
    assert len({*generated}) == 3


def test_database_and_cache_have_passwords(staging: Deployment) -> None:
    login = json.loads(secret(database(staging)["MasterUserSecret"]["SecretArn"]))
    (cache,) = client("elasticache").describe_replication_groups()["ReplicationGroups"]

    assert login.keys() >= {"username", "password"}
    assert (cache["Engine"], cache["CacheNodeType"]) == ("valkey", "cache.t4g.micro")
    assert cache["AuthTokenEnabled"]


def test_security_groups_allow_only_neighbours(staging: Deployment) -> None:
    ids = {
        name: staging.security_group(description)["GroupId"]
        for name, description in {
            "balancer": "The load balancer: CloudFront asks it",
            "application": "Every task",
            "database": "Aurora: tasks connect",
            "cache": "Valkey: tasks connect",
        }.items()
    }
    names = {each: name for name, each in ids.items()}
    groups = client("ec2").describe_security_groups(GroupIds=[*ids.values()])["SecurityGroups"]
    inbound = {
        (names[group["GroupId"]], _source(rule, names), rule["FromPort"])
        for group in groups
        for rule in group["IpPermissions"]
    }
    outbound = {
        (names[group["GroupId"]], _source(rule, names), rule.get("FromPort"))
        for group in groups
        for rule in group["IpPermissionsEgress"]
    }

    ports = {entry.port for entry in SERVICES if entry.port}
    assert inbound == {
        # `test_network.py` has its source, a prefix list, which the emulator drops.
        ("balancer", None, 443),
        *(("application", "balancer", port) for port in ports),
        ("database", "application", 5432),
        ("cache", "application", 6380),
    }
    # 255.255.255.255/32 allows nothing: without any rule, EC2 allows all outbound traffic.
    assert outbound == {
        ("application", "0.0.0.0/0", None),
        *(("balancer", "application", port) for port in ports),
        ("database", "255.255.255.255/32", 252),
        ("cache", "255.255.255.255/32", 252),
    }


def test_workers_are_tasks_that_start_with_the_given_options(staging: Deployment) -> None:
    definition = staging.worker_definition("worker-heavy")
    (container,) = definition["containerDefinitions"]
    options = json.loads(_environment(container)["WORKER_TASKS"])
    outputs = staging.outputs

    assert container["name"] == "worker-heavy"
    assert options == {
        "subnets": outputs["TaskSubnets"].split(","),
        "security_groups": [outputs["TaskSecurityGroup"]],
        "public_ip": True,
        "spot": True,
    }
    started = client("ecs").run_task(
        cluster=staging.name,
        taskDefinition=f"{staging.name}-worker-heavy",
        startedBy="worker-heavy",
        clientToken="one",
        capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": options["subnets"],
                "securityGroups": options["security_groups"],
                "assignPublicIp": "ENABLED",
            }
        },
    )
    assert started["failures"] == []
    assert started["tasks"][0]["taskDefinitionArn"] == definition["taskDefinitionArn"]


def test_alarms_and_budget_notify_operations(staging: Deployment) -> None:
    topics = {each["TopicArn"] for each in client("sns").list_topics()["Topics"]}
    subscribed = client("sns").list_subscriptions()["Subscriptions"]
    (budget,) = client("budgets").describe_budgets(AccountId=ACCOUNT)["Budgets"]
    alarms = [each for each in own_alarms(staging) if {*each["AlarmActions"]} <= topics]

    assert len(alarms) == 9
    assert [(each["Protocol"], each["Endpoint"]) for each in subscribed] == [
        ("email", "operations@example.com")
    ]
    assert (budget["BudgetName"], budget["BudgetLimit"]["Amount"]) == (staging.name, "60")


def test_load_balancer_returns_404_by_default(staging: Deployment) -> None:
    balancers = client("elbv2").describe_load_balancers()["LoadBalancers"]
    (listener,) = client("elbv2").describe_listeners(
        LoadBalancerArn=balancers[0]["LoadBalancerArn"]
    )["Listeners"]

    assert [each["Scheme"] for each in balancers] == ["internal"]
    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    assert listener["DefaultActions"][0]["FixedResponseConfig"]["StatusCode"] == "404"


def _environment(container: Any) -> dict[str, str]:
    return {each["name"]: each["value"] for each in container["environment"]}


def _source(rule: Any, names: dict[str, str]) -> str | None:
    """Return the source or destination of a rule."""
    for pair in rule["UserIdGroupPairs"]:
        return names[pair["GroupId"]]
    for block in rule["IpRanges"]:
        cidr: str = block["CidrIp"]
        return cidr
    return None
