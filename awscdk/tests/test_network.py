import pytest

from awscdk.environments import Egress
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text


def test_nobody_but_cloudfront_is_let_in(templates: Templates) -> None:
    for group in templates.of("EC2::SecurityGroup"):
        assert "SecurityGroupIngress" not in group.properties
    # Everything else comes from a group of ours.
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
def test_it_stays_so_with_a_public_balancer_and_a_bastion(
    synthesize: Synthesize, private: bool
) -> None:
    templates = synthesize("staging", private_balancer=private, bastion=True)
    test_nobody_but_cloudfront_is_let_in(templates)
    balancer = templates.one("ElasticLoadBalancingV2::LoadBalancer").properties
    assert balancer["Scheme"] == ("internal" if private else "internet-facing")
    subnets = text(balancer["Subnets"])
    assert ("isolated" in subnets) is private
    assert len(templates.of("CloudFront::VpcOrigin")) == private


def test_stores_let_in_tasks_alone(templates: Templates) -> None:
    rules = {
        (rule.properties["FromPort"], text(rule.properties["SourceSecurityGroupId"]))
        for rule in templates.of("EC2::SecurityGroupIngress")
        if any(store in text(rule.properties["GroupId"]) for store in ("Database", "Cache"))
    }
    assert {port for port, _ in rules} == {5432, 6380}
    assert all("Application" in source for _, source in rules)


def test_stores_stand_where_no_road_leads_outside(templates: Templates) -> None:
    for kind, name in (
        ("RDS::DBSubnetGroup", "SubnetIds"),
        ("ElastiCache::SubnetGroup", "SubnetIds"),
    ):
        (group,) = templates.of(kind)
        subnets = group.properties[name]
        assert len(subnets) == 2
        assert all("isolated" in text(subnet) for subnet in subnets)
    for route in templates.of("EC2::Route"):
        assert "isolated" not in text(route.properties["RouteTableId"])


def test_an_acl_stands_before_them(templates: Templates) -> None:
    entries = templates.of("EC2::NetworkAclEntry")
    assert {entry.properties["Egress"] for entry in entries} == {True, False}
    for entry in entries:
        assert entry.properties["CidrBlock"] == {"Fn::GetAtt": ["Vpc8378EB38", "CidrBlock"]}
    guarded = templates.of("EC2::SubnetNetworkAclAssociation")
    assert len(guarded) == 2
    assert all("isolated" in text(each.properties["SubnetId"]) for each in guarded)


def test_it_stands_in_two_zones(templates: Templates) -> None:
    zones = {text(each.properties["AvailabilityZone"]) for each in templates.of("EC2::Subnet")}
    assert len(zones) == 2


def test_there_is_no_nat(templates: Templates) -> None:
    assert templates.of("EC2::NatGateway") == []


def test_a_nat_is_one_setting(synthesize: Synthesize) -> None:
    templates = synthesize("staging", egress=Egress.NAT)
    assert len(templates.of("EC2::NatGateway")) == 1
    for service in templates.of("ECS::Service"):
        network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
        assert all("private" in text(subnet) for subnet in network["Subnets"])


def test_a_bastion_is_optional_and_nobody_can_knock_at_it(
    synthesize: Synthesize, staging: Templates
) -> None:
    assert staging.of("EC2::Instance") == []
    machine = synthesize("staging", bastion=True).one("EC2::Instance").properties
    assert machine["InstanceType"] == "t4g.nano"
    assert "KeyName" not in machine
