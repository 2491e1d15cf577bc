"""Inventory of an account's resources by boto3, to compare before and after a deployment."""

import os
from collections.abc import Iterator
from functools import cache, reduce
from typing import Any, NamedTuple

from botocore.session import get_session

from awscdk.emulator.running import ACCOUNT

SESSION = get_session()
# Descriptions by id, by kind.
Inventory = dict[str, dict[str, Any]]
# Fields that change without a deployment.
VOLATILE = {
    "CalculatedSpend",
    "CreationTime",
    "LastAccessedDate",
    "LastUpdatedTime",
    "ResponseMetadata",
    "StateReason",
    "StateReasonData",
    "StateTransitionedTimestamp",
    "StateUpdatedTimestamp",
    "StateValue",
    "storedBytes",
}


class Kind(NamedTuple):
    service: str
    operation: str
    items: str
    """Path of the list in the response."""
    id: str
    """Path of the id in an item; empty if the item is its id."""
    arguments: dict[str, Any] = {}


ECS = {"ServiceNamespace": "ecs"}
CUSTOM = {"Type": "custom"}
KINDS = {
    "alarms": Kind("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "balancers": Kind("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerArn"),
    "buckets": Kind("s3", "list_buckets", "Buckets", "Name"),
    "budgets": Kind("budgets", "describe_budgets", "Budgets", "BudgetName", {"AccountId": ACCOUNT}),
    "caches": Kind(
        "elasticache", "describe_replication_groups", "ReplicationGroups", "ReplicationGroupId"
    ),
    "cache parameters": Kind(
        "elasticache",
        "describe_cache_parameter_groups",
        "CacheParameterGroups",
        "CacheParameterGroupName",
    ),
    "cache subnets": Kind(
        "elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups", "CacheSubnetGroupName"
    ),
    "certificates": Kind("acm", "list_certificates", "CertificateSummaryList", "CertificateArn"),
    "clusters": Kind("ecs", "list_clusters", "clusterArns", ""),
    "dashboards": Kind("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    "databases": Kind("rds", "describe_db_clusters", "DBClusters", "DBClusterIdentifier"),
    "database instances": Kind(
        "rds", "describe_db_instances", "DBInstances", "DBInstanceIdentifier"
    ),
    "database parameters": Kind(
        "rds",
        "describe_db_cluster_parameter_groups",
        "DBClusterParameterGroups",
        "DBClusterParameterGroupName",
    ),
    "database subnets": Kind(
        "rds", "describe_db_subnet_groups", "DBSubnetGroups", "DBSubnetGroupName"
    ),
    "distributions": Kind("cloudfront", "list_distributions", "DistributionList.Items", "Id"),
    "endpoints": Kind("ec2", "describe_vpc_endpoints", "VpcEndpoints", "VpcEndpointId"),
    "functions": Kind("lambda", "list_functions", "Functions", "FunctionName"),
    "functions of CloudFront": Kind("cloudfront", "list_functions", "FunctionList.Items", "Name"),
    "gateways": Kind("ec2", "describe_internet_gateways", "InternetGateways", "InternetGatewayId"),
    "key groups": Kind("cloudfront", "list_key_groups", "KeyGroupList.Items", "KeyGroup.Id"),
    "log groups": Kind("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "network lists": Kind("ec2", "describe_network_acls", "NetworkAcls", "NetworkAclId"),
    "origin access": Kind(
        "cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items", "Id"
    ),
    "origin requests": Kind(
        "cloudfront",
        "list_origin_request_policies",
        "OriginRequestPolicyList.Items",
        "OriginRequestPolicy.Id",
        CUSTOM,
    ),
    "public keys": Kind("cloudfront", "list_public_keys", "PublicKeyList.Items", "Id"),
    "response headers": Kind(
        "cloudfront",
        "list_response_headers_policies",
        "ResponseHeadersPolicyList.Items",
        "ResponseHeadersPolicy.Id",
        CUSTOM,
    ),
    "roles": Kind("iam", "list_roles", "Roles", "RoleName"),
    "route tables": Kind("ec2", "describe_route_tables", "RouteTables", "RouteTableId"),
    "scalable targets": Kind(
        "application-autoscaling", "describe_scalable_targets", "ScalableTargets", "ResourceId", ECS
    ),
    "scaling policies": Kind(
        "application-autoscaling", "describe_scaling_policies", "ScalingPolicies", "PolicyARN", ECS
    ),
    "schedules": Kind("scheduler", "list_schedules", "Schedules", "Name"),
    "secrets": Kind("secretsmanager", "list_secrets", "SecretList", "Name"),
    "security groups": Kind("ec2", "describe_security_groups", "SecurityGroups", "GroupId"),
    "subnets": Kind("ec2", "describe_subnets", "Subnets", "SubnetId"),
    "target groups": Kind("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupArn"),
    "task definitions": Kind("ecs", "list_task_definitions", "taskDefinitionArns", ""),
    "topics": Kind("sns", "list_topics", "Topics", "TopicArn"),
    "vpc origins": Kind("cloudfront", "list_vpc_origins", "VpcOriginList.Items", "Id"),
    "vpcs": Kind("ec2", "describe_vpcs", "Vpcs", "VpcId"),
}


def client(service: str) -> Any:
    """Return a client of the emulator that the environment names."""
    return _client(service, os.environ["AWS_ENDPOINT_URL"])


@cache
def _client(service: str, endpoint: str) -> Any:
    return SESSION.create_client(service, endpoint_url=endpoint)


def take_inventory() -> Inventory:
    inventory = {name: dict(_resources(kind)) for name, kind in KINDS.items()}
    inventory["services"] = {
        each["serviceArn"]: each for cluster in inventory["clusters"] for each in services(cluster)
    }
    inventory["DNS records"] = {
        f"{each['Name']} {each['Type']}": each for each in _records() if each["Type"] in "AAAA"
    }
    return inventory


def changed(before: Inventory, after: Inventory) -> dict[str, list[str]]:
    """Return the ids of created, deleted and changed resources, by kind."""
    found = {
        kind: sorted(
            each
            for each in {*before[kind], *after[kind]}
            if before[kind].get(each) != after[kind].get(each)
        )
        for kind in before
    }
    return {kind: ids for kind, ids in found.items() if ids}


def services(cluster: str) -> list[dict[str, Any]]:
    ecs = client("ecs")
    names = ecs.list_services(cluster=cluster)["serviceArns"]
    found: list[dict[str, Any]] = (
        ecs.describe_services(cluster=cluster, services=names)["services"] if names else []
    )
    return found


def _resources(kind: Kind) -> Iterator[tuple[str, Any]]:
    response = getattr(client(kind.service), kind.operation)(**kind.arguments)
    for each in _at(response, kind.items) or []:
        yield (_at(each, kind.id) if kind.id else each), _without_volatile(each)


def _records() -> Iterator[dict[str, Any]]:
    route53 = client("route53")
    for zone in route53.list_hosted_zones()["HostedZones"]:
        yield from route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]


def _at(value: Any, path: str) -> Any:
    return reduce(lambda found, key: found.get(key), path.split("."), value)


def _without_volatile(resource: Any) -> Any:
    if isinstance(resource, dict):
        return {
            key: _without_volatile(each) for key, each in resource.items() if key not in VOLATILE
        }
    return resource
