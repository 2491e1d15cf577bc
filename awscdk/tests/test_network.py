from typing import NamedTuple

import pytest

from awscdk.environments import Egress
from awscdk.templates import Resource
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from config.topology import SERVICES


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
    assert ("balancer" in subnets) is private
    assert ("public" in subnets) is not private
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


class Rule(NamedTuple):
    """An entry of a network ACL. Protocols by number: -1 all, 1 ICMP, 6 TCP."""

    inbound: bool
    cidr: str
    protocol: int
    ports: tuple[int, int] | None = None


INSIDE, EVERYWHERE = "the VPC", "0.0.0.0/0"
ALL, ICMP, TCP = -1, 1, 6
EPHEMERAL = (1024, 65535)


def rule(entry: Resource) -> Rule:
    given = entry.properties
    assert given["RuleAction"] == "allow"
    cidr = given["CidrBlock"]
    ports = given.get("PortRange")
    return Rule(
        inbound=not given["Egress"],
        cidr=cidr if isinstance(cidr, str) else INSIDE,
        protocol=given["Protocol"],
        ports=(ports["From"], ports["To"]) if ports else None,
    )


def acl(templates: Templates, subnets: str) -> set[Rule]:
    """Return the rules of the one ACL of these subnets, which has each of them."""
    associated = [
        each.properties
        for each in templates.of("EC2::SubnetNetworkAclAssociation")
        if subnets in text(each.properties["SubnetId"])
    ]
    assert len(associated) == 2
    (found,) = {text(each["NetworkAclId"]) for each in associated}
    return {
        rule(entry)
        for entry in templates.of("EC2::NetworkAclEntry")
        if text(entry.properties["NetworkAclId"]) == found
    }


def test_stores_exchange_packets_only_within_the_vpc(templates: Templates) -> None:
    assert acl(templates, "isolated") == {Rule(True, INSIDE, ALL), Rule(False, INSIDE, ALL)}


def test_load_balancer_returns_responses_to_cloudfront(templates: Templates) -> None:
    """https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html

    "The return path must allow TCP 1024-65535 to 0.0.0.0/0 or CloudFront's origin-facing ranges."
    """
    rules = acl(templates, "balancer")
    assert Rule(False, EVERYWHERE, TCP, EPHEMERAL) in rules
    assert rules - {Rule(False, EVERYWHERE, TCP, EPHEMERAL)} == {
        Rule(True, EVERYWHERE, TCP, (443, 443)),
        Rule(True, INSIDE, TCP, EPHEMERAL),
        Rule(True, EVERYWHERE, ICMP),
    }
    # Requests to tasks leave by the same rule as responses.
    assert all(entry.port is None or entry.port >= EPHEMERAL[0] for entry in SERVICES)


@pytest.mark.parametrize("private", [True, False])
def test_public_subnets_admit_only_responses_from_outside(
    synthesize: Synthesize, private: bool
) -> None:
    templates = synthesize("staging", private_balancer=private, bastion=True)
    https = set() if private else {Rule(True, EVERYWHERE, TCP, (443, 443))}
    assert acl(templates, "public") == https | {
        Rule(True, INSIDE, ALL),
        Rule(True, EVERYWHERE, TCP, EPHEMERAL),
        Rule(True, EVERYWHERE, ICMP),
        Rule(False, EVERYWHERE, ALL),
    }


def test_vpc_of_an_origin_has_an_internet_gateway(templates: Templates) -> None:
    (attachment,) = templates.of("EC2::VPCGatewayAttachment")
    assert {"VpcId", "InternetGatewayId"} <= attachment.properties.keys()


def test_zones_are_chosen_before_the_deployment(templates: Templates) -> None:
    zones = {text(each.properties["AvailabilityZone"]) for each in templates.of("EC2::Subnet")}
    assert all("GetAZs" not in zone for zone in zones)
    assert ["firstzone" in zone for zone in sorted(zones)] == [True, False]


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
