import pytest

from awscdk.environments import Egress
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text


def test_only_cloudfront_may_connect(templates: Templates) -> None:
    for group in templates.of("EC2::SecurityGroup"):
        assert "SecurityGroupIngress" not in group.properties
    # All other sources are our own security groups.
    (rule,) = (
        rule.properties
        for rule in templates.of("EC2::SecurityGroupIngress")
        if "SourceSecurityGroupId" not in rule.properties
    )
    assert not {"CidrIp", "CidrIpv6"} & rule.keys()
    assert text(rule["GroupId"]).startswith('{"Fn::GetAtt": ["Balancer')
    assert (rule["FromPort"], rule["ToPort"], rule["IpProtocol"]) == (443, 443, "tcp")
    assert "cloudfrontprefixlist" in text(rule["SourcePrefixListId"])


@pytest.mark.parametrize("private", [True, False])
def test_only_cloudfront_may_connect_to_a_public_load_balancer(
    synthesize: Synthesize, private: bool
) -> None:
    templates = synthesize("staging", private_balancer=private, bastion=True)
    test_only_cloudfront_may_connect(templates)
    balancer = templates.one("ElasticLoadBalancingV2::LoadBalancer").properties
    assert balancer["Scheme"] == ("internal" if private else "internet-facing")
    subnets = text(balancer["Subnets"])
    assert ("isolated" in subnets) is private
    assert len(templates.of("CloudFront::VpcOrigin")) == private


def test_only_tasks_may_connect_to_the_stores(templates: Templates) -> None:
    rules = {
        (rule.properties["FromPort"], text(rule.properties["SourceSecurityGroupId"]))
        for rule in templates.of("EC2::SecurityGroupIngress")
        if any(store in text(rule.properties["GroupId"]) for store in ("Database", "Cache"))
    }
    assert {port for port, _ in rules} == {5432, 6380}
    assert all("Application" in source for _, source in rules)


def test_stores_are_in_isolated_subnets(templates: Templates) -> None:
    for kind, name in (
        ("RDS::DBSubnetGroup", "SubnetIds"),
        ("ElastiCache::SubnetGroup", "SubnetIds"),
    ):
        groups = templates.of(kind)
        assert groups
        for group in groups:
            subnets = group.properties[name]
            assert len(subnets) == 2
            assert all("isolated" in text(subnet) for subnet in subnets)
    for route in templates.of("EC2::Route"):
        assert "isolated" not in text(route.properties["RouteTableId"])


def test_isolated_subnets_have_an_acl(templates: Templates) -> None:
    entries = templates.of("EC2::NetworkAclEntry")
    assert {entry.properties["Egress"] for entry in entries} == {True, False}
    for entry in entries:
        assert entry.properties["CidrBlock"] == {"Fn::GetAtt": ["Vpc8378EB38", "CidrBlock"]}
    guarded = templates.of("EC2::SubnetNetworkAclAssociation")
    assert len(guarded) == 2
    assert all("isolated" in text(each.properties["SubnetId"]) for each in guarded)


def test_network_has_two_zones(templates: Templates) -> None:
    zones = {text(each.properties["AvailabilityZone"]) for each in templates.of("EC2::Subnet")}
    assert len(zones) == 2


def test_network_has_no_nat_by_default(templates: Templates) -> None:
    assert templates.of("EC2::NatGateway") == []


def test_nat_is_optional(synthesize: Synthesize) -> None:
    templates = synthesize("staging", egress=Egress.NAT)
    assert len(templates.of("EC2::NatGateway")) == 1
    for service in templates.of("ECS::Service"):
        network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
        assert all("private" in text(subnet) for subnet in network["Subnets"])


def test_bastion_is_optional_and_has_no_open_port(
    synthesize: Synthesize, staging: Templates
) -> None:
    assert staging.of("EC2::Instance") == []
    machine = synthesize("staging", bastion=True).one("EC2::Instance").properties
    assert machine["InstanceType"] == "t4g.nano"
    assert "KeyName" not in machine
