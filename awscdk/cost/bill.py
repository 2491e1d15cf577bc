"""A month's bill of the resources in the templates."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from awscdk.cost.cdn import distributions, functions, names
from awscdk.cost.charge import Charge
from awscdk.cost.data import buckets, caches, databases, images
from awscdk.cost.ec2 import instances
from awscdk.cost.monitoring import alarms, dashboards, logs, mails, metrics
from awscdk.cost.network import endpoints, ip_addresses, load_balancers, nat_gateways
from awscdk.cost.schedules import schedules
from awscdk.cost.secrets import secrets
from awscdk.cost.tasks import fargate
from awscdk.cost.unsupported import UnsupportedError, reject_unsupported_settings
from awscdk.cost.usage import Usage
from awscdk.templates import Templates

Count = Callable[[Templates, Usage], Iterator[Charge]]
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
# Invocations of a function by deployments.
CALLS = (
    "Custom::CDKBucketDeployment",
    "Custom::Migration",
    "Custom::S3AutoDeleteObjects",
    "Custom::Smoke",
)


def bill(templates: Templates, usage: Usage) -> list[Charge]:
    """Merge lines of the same item. Raise UnsupportedError if something has no price."""
    known = {f"AWS::{each}" for types in (*PRICED.values(), FREE) for each in types}
    unknown = {each.type for each in templates.resources} - known - {*CALLS}
    if unknown:
        raise UnsupportedError(
            f"{', '.join(sorted(unknown))}: neither priced nor free. Add it to awscdk/cost/bill.py."
        )
    reject_unsupported_settings(templates)
    lines: dict[tuple[str, str], Charge] = {}
    for count in PRICED:
        for charge in count(templates, usage):
            key = charge.service, charge.what
            if key in lines:
                charge = replace(charge, quantity=charge.quantity + lines[key].quantity)
            lines[key] = charge
    return list(lines.values())
