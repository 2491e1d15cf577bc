"""Permissions that CloudFormation needs for a resource type, and an evaluator of policies.

The handlers of a type name theirs in CloudFormation's registry, whose schemas are in cfn-lint's
package. What they leave out is listed here by hand, each with its source.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from awscdk.templates import Resource
from awscdk.tests.templates import text

Statement = Mapping[str, Any]
ACCOUNT = "123456789012"
REGION = "us-east-1"
GUIDE = "https://docs.aws.amazon.com"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Permissions that no schema names."""

    actions: tuple[str, ...]
    source: str


ADDED = {
    "AWS::RDS::DBCluster": Listed(
        # For the managed password.
        actions=("kms:DescribeKey", "secretsmanager:CreateSecret", "secretsmanager:TagResource"),
        source=f"{GUIDE}/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
    ),
    "AWS::CloudFront::Distribution": Listed(
        # For access logs in a bucket.
        actions=("s3:GetBucketAcl", "s3:PutBucketAcl"),
        source=f"{GUIDE}/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html",
    ),
    "AWS::CloudFormation::Stack": Listed(
        # For templates of nested stacks, parameters of Systems Manager and `{{resolve:…}}`.
        actions=("s3:GetObject", "ssm:GetParameters", "secretsmanager:GetSecretValue"),
        source=f"{GUIDE}/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
    ),
}
# CloudFormation calls the function of a custom resource in its own name.
CUSTOM = Listed(
    actions=("lambda:InvokeFunction",),
    source=f"{GUIDE}/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html",
)
# Types without handlers in the registry.
WITHOUT_HANDLERS = {
    "Custom::CDKBucketDeployment": CUSTOM,
    "Custom::Canaries": CUSTOM,
    "Custom::Migration": CUSTOM,
    "Custom::S3AutoDeleteObjects": CUSTOM,
    "Custom::Smoke": CUSTOM,
}


@dataclass(frozen=True, kw_only=True)
class Unused:
    """Permissions of a handler that only a property needs which no template sets."""

    type: str
    pattern: str
    unset: str


UNUSED = (
    Unused(type="Budgets::Budget", pattern="billing:*", unset="BillingViewArn"),
    Unused(
        type="CertificateManager::Certificate", pattern="acm-pca:*", unset="CertificateAuthorityArn"
    ),
    # For an origin that another account shares.
    Unused(type="CloudFront::VpcOrigin", pattern="sts:AssumeRole", unset="AccountId"),
    Unused(type="EC2::VPCEndpoint", pattern="vpc-lattice:*", unset="ServiceNetworkArn"),
    Unused(type="EC2::VPCEndpoint", pattern="vpce:AllowMultiRegion", unset="ServiceRegion"),
    Unused(
        type="ElastiCache::ReplicationGroup",
        pattern="firehose:*",
        unset="LogDeliveryConfigurations",
    ),
    # The policies of keys that AWS manages admit all users of their service.
    Unused(type="ElastiCache::ReplicationGroup", pattern="kms:*", unset="KmsKeyId"),
    Unused(type="Lambda::Function", pattern="kms:*", unset="KmsKeyArn"),
    Unused(type="RDS::DBInstance", pattern="kms:CreateGrant", unset="KmsKeyId"),
    Unused(
        type="ElasticLoadBalancingV2::Listener",
        pattern="cognito-idp:*",
        unset="AuthenticateCognitoConfig",
    ),
    Unused(
        type="ElasticLoadBalancingV2::ListenerRule",
        pattern="cognito-idp:*",
        unset="AuthenticateCognitoConfig",
    ),
    Unused(type="IAM::Policy", pattern="iam:*GroupPolicy", unset="Groups"),
    Unused(type="IAM::Policy", pattern="iam:*UserPolicy", unset="Users"),
    Unused(type="Lambda::Function", pattern="elasticfilesystem:*", unset="FileSystemConfigs"),
    Unused(type="Lambda::Function", pattern="s3files:*", unset="FileSystemConfigs"),
    Unused(type="Logs::LogGroup", pattern="firehose:*", unset="DataProtectionPolicy"),
    Unused(type="S3::Bucket", pattern="s3tables:*", unset="MetadataTableConfiguration"),
)
# No role may lose its boundary.
FORBIDDEN = {"iam:DeleteRolePermissionsBoundary"}
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/example-com-staging-boundary"
OWN_ROLE = f"arn:aws:iam::{ACCOUNT}:role/staging-example-com/TaskRole"
SERVICE_ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
SCALING_ROLE = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
    "AWSServiceRoleForApplicationAutoScaling_ECSService"
)
OWN_PROFILE = f"arn:aws:iam::{ACCOUNT}:instance-profile/staging-example-com/Profile"
OWN_STACK = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/staging-example-com-stack-X/1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"


def needed(kind: str) -> list[str]:
    """Return the permissions of a type. Raise KeyError for one without handlers."""
    if kind in WITHOUT_HANDLERS:
        return [*WITHOUT_HANDLERS[kind].actions]
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    if "handlers" not in schema:
        raise KeyError(kind)
    actions = {
        action
        for handler in schema["handlers"].values()
        for action in handler.get("permissions", [])
    }
    added = ADDED[kind].actions if kind in ADDED else ()
    return sorted({*actions, *added})


def missing(resources: Sequence[Resource], policy: Sequence[Statement]) -> list[str]:
    """Return the permissions that the resources' types need and the policy does not grant."""
    return [
        f"{kind}: {action}"
        for kind in sorted({each.type for each in resources})
        for action in needed(kind)
        if action not in FORBIDDEN
        and not is_unused(kind, action, resources)
        and not allows(policy, action, _target(kind, action))
    ]


def is_unused(kind: str, action: str, resources: Sequence[Resource]) -> bool:
    return any(
        f"AWS::{each.type}" == kind
        and fnmatchcase(action, each.pattern)
        and not is_set(each, resources)
        for each in UNUSED
    )


def is_set(unused: Unused, resources: Sequence[Resource]) -> bool:
    return any(
        each.type == f"AWS::{unused.type}" and f'"{unused.unset}"' in text(each.properties)
        for each in resources
    )


def allows(
    policy: Sequence[Statement],
    action: str,
    resource: str,
    context: Mapping[str, str] | None = None,
) -> bool:
    """Evaluate a policy. `context`: values of condition keys, by default those of our templates."""
    given = {"iam:PermissionsBoundary": BOUNDARY} if context is None else context

    def has(effect: str) -> bool:
        return any(
            statement["Effect"] == effect
            and any(_matches(action, pattern) for pattern in _list(statement["Action"]))
            and any(_matches(resource, written(arn)) for arn in _list(statement["Resource"]))
            and _holds(statement.get("Condition", {}), given)
            for statement in policy
        )

    return has("Allow") and not has("Deny")


def _holds(condition: Mapping[str, Any], context: Mapping[str, str]) -> bool:
    """Return True if each key has one of its values; a missing key does not."""
    return all(
        key in context and any(_matches(context[key], written(each)) for each in _list(values))
        for keys in condition.values()
        for key, values in keys.items()
    )


def written(arn: Any) -> str:
    """Return a template's ARN with the account's number."""
    if isinstance(arn, str):
        return arn
    if "Ref" in arn:
        return {"AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::Region": REGION}[
            arn["Ref"]
        ]
    separator, parts = arn["Fn::Join"]
    joined: str = separator.join(written(part) for part in parts)
    return joined


def _matches(value: str, pattern: str) -> bool:
    # IAM knows no character sets.
    return fnmatchcase(value.lower(), re.sub(r"([\[\]])", r"[\1]", pattern.lower()))


def _target(kind: str, action: str) -> str:
    """Return a resource of an environment on which the handler uses the permission."""
    service, _, operation = action.partition(":")
    if operation in ("ListStacks", "ListInstanceProfiles"):
        return "*"
    if service == "cloudformation":
        return OWN_STACK
    if service == "kms":
        return KEY
    if service != "iam" or operation == "ListRoles":
        return "*"
    if "InstanceProfile" in operation:
        return OWN_PROFILE
    if operation == "CreateServiceLinkedRole" or kind == "AWS::ElastiCache::ParameterGroup":
        return SERVICE_ROLE
    if kind == "AWS::ApplicationAutoScaling::ScalableTarget":
        return SCALING_ROLE
    return OWN_ROLE


def _list(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [value]
