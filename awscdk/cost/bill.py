"""A month of what the templates describe."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from awscdk.cost.charge import Charge
from awscdk.cost.front import distributions, functions, names
from awscdk.cost.machines import machines
from awscdk.cost.roads import addresses, endpoints, load_balancers, nat_gateways
from awscdk.cost.schedules import schedules
from awscdk.cost.secrets import secrets
from awscdk.cost.stores import buckets, caches, databases, images
from awscdk.cost.tasks import fargate
from awscdk.cost.unpriced import UnpricedError, refuse_unpriced_settings
from awscdk.cost.usage import Usage
from awscdk.cost.watching import alarms, dashboards, logs, mails, metrics
from awscdk.templates import Templates

Count = Callable[[Templates, Usage], Iterator[Charge]]
COUNTED: dict[Count, tuple[str, ...]] = {
    fargate: ("ECS::Service", "ECS::TaskDefinition", "ApplicationAutoScaling::ScalableTarget"),
    load_balancers: ("ElasticLoadBalancingV2::LoadBalancer",),
    nat_gateways: ("EC2::NatGateway",),
    addresses: ("EC2::EIP",),
    endpoints: ("EC2::VPCEndpoint",),
    machines: ("EC2::Instance",),
    databases: ("RDS::DBCluster", "RDS::DBInstance"),
    caches: ("ElastiCache::ReplicationGroup",),
    distributions: ("CloudFront::Distribution",),
    functions: ("CloudFront::Function",),
    names: ("Route53::RecordSet",),
    buckets: ("S3::Bucket",),
    images: ("ECS::TaskDefinition",),
    # One that no schedule invokes runs at deployments alone, or when somebody wakes a sleeper.
    schedules: ("Scheduler::Schedule", "Lambda::Function"),
    alarms: ("CloudWatch::Alarm", "ApplicationAutoScaling::ScalingPolicy"),
    metrics: ("CloudWatch::Alarm",),
    dashboards: ("CloudWatch::Dashboard",),
    logs: ("Logs::LogGroup",),
    mails: ("SNS::Topic", "SNS::Subscription"),
    secrets: ("SecretsManager::Secret",),
}
"""In the order of the bill, with the types that each looks at, without `AWS::`."""
FREE = (
    # Only that they stand there; what passes through them is paid elsewhere.
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
    # One without actions.
    "Budgets::Budget",
)
CALLS = (
    "Custom::CDKBucketDeployment",
    "Custom::Migration",
    "Custom::S3AutoDeleteObjects",
    "Custom::Smoke",
)
"""Of a function, at deployments."""


def bill(templates: Templates, usage: Usage) -> list[Charge]:
    """Lines of the same thing are one. Raises UnpricedError where something has no price."""
    known = {f"AWS::{each}" for types in (*COUNTED.values(), FREE) for each in types}
    unknown = {each.type for each in templates.resources} - known - {*CALLS}
    if unknown:
        raise UnpricedError(
            f"{', '.join(sorted(unknown))}: neither counted nor free. Say which in"
            " awscdk/cost/bill.py."
        )
    refuse_unpriced_settings(templates)
    lines: dict[tuple[str, str], Charge] = {}
    for count in COUNTED:
        for charge in count(templates, usage):
            key = charge.service, charge.what
            if key in lines:
                charge = replace(charge, quantity=charge.quantity + lines[key].quantity)
            lines[key] = charge
    return list(lines.values())
