"""Unpriced resources and settings are reported."""

from typing import Any

import pytest

from awscdk.cost.bill import FREE, PRICED
from awscdk.cost.prices import UnsupportedError
from awscdk.tests.cost.resources import dollars, resource


def test_unsupported_resource_type_is_reported() -> None:
    with pytest.raises(UnsupportedError, match="AWS::Redshift::Cluster: neither priced nor free"):
        dollars(resource("Redshift::Cluster"))


def test_no_resource_type_is_both_priced_and_free() -> None:
    priced = {each for types in PRICED.values() for each in types}
    assert not priced & {*FREE}


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("ECS::Cluster", {"ClusterSettings": [{"Name": "containerInsights", "Value": "enabled"}]}),
        ("ECS::TaskDefinition", {"EphemeralStorage": {"SizeInGiB": 100}}),
        ("RDS::DBCluster", {"StorageType": "aurora-iopt1"}),
        ("RDS::DBCluster", {"DatabaseInsightsMode": "advanced"}),
        ("RDS::DBInstance", {"MonitoringInterval": 60}),
        ("ElasticLoadBalancingV2::LoadBalancer", {"Type": "network"}),
        ("S3::Bucket", {"ReplicationConfiguration": {}}),
        ("SNS::Subscription", {"Protocol": "sms"}),
    ],
)
def test_setting_with_unknown_cost_is_reported(kind: str, properties: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedError, match=f"no price is known of AWS::{kind} It: "):
        dollars(resource(kind, **properties))
