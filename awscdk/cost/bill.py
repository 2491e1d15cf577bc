"""A month's bill of the resources in the templates; resources without a price are reported."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from awscdk.cost.compute import fargate, instances
from awscdk.cost.data import buckets, caches, databases, images, secrets
from awscdk.cost.monitoring import alarms, dashboards, logs, mails, metrics
from awscdk.cost.network import (
    distributions,
    endpoints,
    functions,
    ip_addresses,
    load_balancers,
    names,
    nat_gateways,
)
from awscdk.cost.prices import US_EAST_1, LineItem, Prices, UnsupportedError
from awscdk.cost.schedules import schedules
from awscdk.cost.usage import Usage
from awscdk.templates import Resource, Templates

Count = Callable[[Templates, Usage, Prices], Iterator[LineItem]]
# In the order of the bill, with the resource types of each, without `AWS::`.
PRICED: dict[Count, tuple[str, ...]] = {
    fargate: ("ECS::Service", "ECS::TaskDefinition", "ApplicationAutoScaling::ScalableTarget"),
    load_balancers: ("ElasticLoadBalancingV2::LoadBalancer",),
    nat_gateways: ("EC2::NatGateway",),
    ip_addresses: ("EC2::EIP",),
    endpoints: ("EC2::VPCEndpoint",),
    instances: ("EC2::Instance",),
    databases: ("RDS::DBCluster", "RDS::DBInstance"),
    caches: ("ElastiCache::ReplicationGroup",),
    distributions: ("CloudFront::Distribution",),
    functions: ("CloudFront::Function",),
    names: ("Route53::RecordSet",),
    buckets: ("S3::Bucket",),
    images: ("ECS::TaskDefinition",),
    # A function without schedule runs only at deployments, or when a request wakes the environment.
    schedules: ("Scheduler::Schedule", "Lambda::Function"),
    alarms: ("CloudWatch::Alarm", "ApplicationAutoScaling::ScalingPolicy"),
    metrics: ("CloudWatch::Alarm",),
    dashboards: ("CloudWatch::Dashboard",),
    logs: ("Logs::LogGroup",),
    mails: ("SNS::Topic", "SNS::Subscription"),
    secrets: ("SecretsManager::Secret",),
}
FREE = (
    # Their traffic is billed elsewhere.
    "CertificateManager::Certificate",
    "CloudFormation::Stack",
    "CloudFront::CachePolicy",
    "CloudFront::KeyGroup",
    "CloudFront::OriginAccessControl",
    "CloudFront::OriginRequestPolicy",
    "CloudFront::PublicKey",
    "CloudFront::ResponseHeadersPolicy",
    "CloudFront::VpcOrigin",
    "EC2::InternetGateway",
    "EC2::LaunchTemplate",
    "EC2::NetworkAcl",
    "EC2::NetworkAclEntry",
    "EC2::Route",
    "EC2::RouteTable",
    "EC2::SecurityGroup",
    "EC2::SecurityGroupEgress",
    "EC2::SecurityGroupIngress",
    "EC2::Subnet",
    "EC2::SubnetNetworkAclAssociation",
    "EC2::SubnetRouteTableAssociation",
    "EC2::VPC",
    "EC2::VPCGatewayAttachment",
    "ECS::Cluster",
    "ECS::ClusterCapacityProviderAssociations",
    "ElastiCache::ParameterGroup",
    "ElastiCache::SubnetGroup",
    "ElasticLoadBalancingV2::Listener",
    "ElasticLoadBalancingV2::ListenerRule",
    "ElasticLoadBalancingV2::TargetGroup",
    "IAM::InstanceProfile",
    "IAM::ManagedPolicy",
    "IAM::Policy",
    "IAM::Role",
    "Lambda::EventInvokeConfig",
    "Lambda::LayerVersion",
    "Lambda::Permission",
    "Lambda::Url",
    "RDS::DBClusterParameterGroup",
    "RDS::DBSubnetGroup",
    "S3::BucketPolicy",
    "SecretsManager::SecretTargetAttachment",
    "SNS::TopicPolicy",
    # A statement without actions.
    "Budgets::Budget",
)
# Settings by resource type of which only this value has a price here; None: it must be absent.
ONLY_DEFAULTS: dict[str, dict[str, object]] = {
    "ECS::TaskDefinition": {"EphemeralStorage": None},
    "RDS::DBCluster": {
        "StorageType": "aurora",
        "DatabaseInsightsMode": "standard",
        "MonitoringInterval": 0,
    },
    "RDS::DBInstance": {
        "MonitoringInterval": 0,
        "PerformanceInsightsRetentionPeriod": 7,
    },
    "ElasticLoadBalancingV2::LoadBalancer": {"Type": "application"},
    "S3::Bucket": {"ReplicationConfiguration": None, "IntelligentTieringConfigurations": None},
    "SNS::Subscription": {"Protocol": "email"},
    "Logs::LogGroup": {"LogGroupClass": "STANDARD"},
}
# Invocations of a function by deployments.
CALLS = (
    "Custom::Canaries",
    "Custom::CDKBucketDeployment",
    "Custom::Migration",
    "Custom::S3AutoDeleteObjects",
    "Custom::Smoke",
)


def bill(templates: Templates, usage: Usage, prices: Prices = US_EAST_1) -> list[LineItem]:
    """Add up lines of the same item. Raise UnsupportedError if something has no price."""
    known = {f"AWS::{each}" for types in (*PRICED.values(), FREE) for each in types}
    unknown = {each.type for each in templates.resources} - known - {*CALLS}
    if unknown:
        raise UnsupportedError(
            f"{', '.join(sorted(unknown))}: neither priced nor free. Add it to awscdk/cost/bill.py."
        )
    _reject_unsupported_settings(templates)
    items: dict[tuple[str, str], LineItem] = {}
    for count in PRICED:
        for item in count(templates, usage, prices):
            key = item.service, item.what
            if key in items:
                item = replace(item, quantity=item.quantity + items[key].quantity)
            items[key] = item
    return list(items.values())


def _reject_unsupported_settings(templates: Templates) -> None:
    """Raise UnsupportedError for types that are neither priced nor free."""
    found = [
        f"{resource.type} {resource.id}: {setting}"
        for resource in templates.resources
        for setting in _settings(resource)
    ]
    if found:
        raise UnsupportedError("no price is known of " + "; ".join(found))


def _settings(resource: Resource) -> Iterator[str]:
    for name, default in ONLY_DEFAULTS.get(resource.type.removeprefix("AWS::"), {}).items():
        value = resource.properties.get(name)
        if value not in (None, default):
            yield f"{name} {value}"
    for setting in resource.properties.get("ClusterSettings", []):
        if setting["Value"] != "disabled":
            yield f"{setting['Name']} {setting['Value']}"
