"""Resources that cost money and have no price here: they are reported, not ignored."""

from collections.abc import Iterator
from typing import Any

from awscdk.templates import Resource, Templates


class UnsupportedError(Exception):
    """A price is missing, so the bill would be too low."""


def reject_unsupported_settings(templates: Templates) -> None:
    """Raise UnsupportedError for types that are neither priced nor free."""
    found = [
        f"{resource.type} {resource.id}: {setting}"
        for resource in templates.resources
        for setting in _settings(resource)
    ]
    if found:
        raise UnsupportedError("no price is known of " + "; ".join(found))


def _settings(resource: Resource) -> Iterator[str]:
    properties = resource.properties
    match resource.type:
        case "AWS::ECS::Cluster":
            for setting in properties.get("ClusterSettings", []):
                if setting["Value"] != "disabled":
                    yield f"{setting['Name']} {setting['Value']}"
        case "AWS::ECS::TaskDefinition":
            yield from _given(properties, "EphemeralStorage")
        case "AWS::RDS::DBCluster":
            yield from _given(properties, "StorageType", besides="aurora")
            yield from _given(properties, "DatabaseInsightsMode", besides="standard")
            yield from _given(properties, "MonitoringInterval", besides=0)
        case "AWS::RDS::DBInstance":
            yield from _given(properties, "DBInstanceClass", besides="db.serverless")
            yield from _given(properties, "MonitoringInterval", besides=0)
            yield from _given(properties, "PerformanceInsightsRetentionPeriod", besides=7)
        case "AWS::ElasticLoadBalancingV2::LoadBalancer":
            yield from _given(properties, "Type", besides="application")
        case "AWS::S3::Bucket":
            yield from _given(properties, "ReplicationConfiguration")
            yield from _given(properties, "IntelligentTieringConfigurations")
        case "AWS::SNS::Subscription":
            yield from _given(properties, "Protocol", besides="email")
        case "AWS::Logs::LogGroup":
            yield from _given(properties, "LogGroupClass", besides="STANDARD")


def _given(properties: dict[str, Any], name: str, *, besides: object = None) -> Iterator[str]:
    value = properties.get(name)
    if value not in (None, besides):
        yield f"{name} {value}"
