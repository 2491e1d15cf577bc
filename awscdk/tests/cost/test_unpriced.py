"""What is not understood is never left out of the sum."""

from typing import Any

import pytest

from awscdk.cost.bill import COUNTED, FREE
from awscdk.cost.unpriced import UnpricedError
from awscdk.tests.cost.by_hand import dollars, resource


def test_a_type_that_is_neither_counted_nor_free_is_said() -> None:
    with pytest.raises(UnpricedError, match="AWS::Redshift::Cluster: neither counted nor free"):
        dollars(resource("Redshift::Cluster"))


def test_no_type_is_both() -> None:
    counted = {each for types in COUNTED.values() for each in types}
    assert not counted & {*FREE}


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("ECS::Cluster", {"ClusterSettings": [{"Name": "containerInsights", "Value": "enabled"}]}),
        ("ECS::TaskDefinition", {"EphemeralStorage": {"SizeInGiB": 100}}),
        ("RDS::DBCluster", {"StorageType": "aurora-iopt1"}),
        ("RDS::DBCluster", {"DatabaseInsightsMode": "advanced"}),
        ("RDS::DBInstance", {"DBInstanceClass": "db.r6g.large"}),
        ("RDS::DBInstance", {"MonitoringInterval": 60}),
        ("ElasticLoadBalancingV2::LoadBalancer", {"Type": "network"}),
        ("S3::Bucket", {"ReplicationConfiguration": {}}),
        ("SNS::Subscription", {"Protocol": "sms"}),
    ],
)
def test_a_setting_that_costs_more_is_said(kind: str, properties: dict[str, Any]) -> None:
    with pytest.raises(UnpricedError, match=f"no price is known of AWS::{kind} It: "):
        dollars(resource(kind, **properties))
