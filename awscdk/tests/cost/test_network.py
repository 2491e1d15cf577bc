from dataclasses import replace

import pytest

from awscdk.templates import read_templates
from awscdk.tests.conftest import Synthesize
from awscdk.tests.cost.resources import NO_USAGE, dollars, function, resource, schedule

TWO = ["one", "two"]


def test_private_load_balancer_has_no_ip_address() -> None:
    private = resource("ElasticLoadBalancingV2::LoadBalancer", Scheme="internal", Subnets=TWO)
    assert dollars(private) == pytest.approx(16.425)


def test_public_load_balancer_has_an_ip_address_per_zone() -> None:
    public = resource("ElasticLoadBalancingV2::LoadBalancer", Subnets=TWO)
    assert dollars(public) == pytest.approx(16.425 + 2 * 3.65)


def test_load_balancer_traffic_is_billed() -> None:
    private = resource("ElasticLoadBalancingV2::LoadBalancer", Scheme="internal", Subnets=TWO)
    usage = replace(NO_USAGE, requests=90_000, gigabytes_out=9)
    assert dollars(private, usage=usage) == pytest.approx(16.425 + 10 * 0.008)


def test_nat_gateway_is_billed_by_address_and_gigabyte() -> None:
    resources = resource("EC2::NatGateway"), resource("EC2::EIP")
    assert dollars(*resources) == pytest.approx(32.85 + 3.65)
    assert dollars(*resources, usage=replace(NO_USAGE, gigabytes_fetched=2)) == pytest.approx(36.59)


def test_only_interface_endpoints_are_billed() -> None:
    assert dollars(resource("EC2::VPCEndpoint", VpcEndpointType="Gateway")) == 0
    interface = resource("EC2::VPCEndpoint", VpcEndpointType="Interface", SubnetIds=TWO)
    assert dollars(interface) == pytest.approx(2 * 7.30)


def test_cloudfront_is_billed_by_request_and_gigabyte() -> None:
    usage = replace(NO_USAGE, requests=20_000, gigabytes_out=2)
    assert dollars(resource("CloudFront::Distribution"), usage=usage) == pytest.approx(0.02 + 0.17)


def test_sweep_requests_pass_cloudfront() -> None:
    sweep = schedule("rate(1 minute)"), function(CELERY_METRICS_URL="https://example.com/")
    with_it = dollars(resource("CloudFront::Distribution"), *sweep)
    assert with_it - dollars(*sweep) == pytest.approx(4.38 * 0.01)


def test_alias_queries_are_free() -> None:
    usage = replace(NO_USAGE, requests=1_000_000)
    assert dollars(resource("Route53::RecordSet", AliasTarget={}), usage=usage) == 0.50
    assert dollars(resource("Route53::RecordSet"), usage=usage) == pytest.approx(0.90)


def test_bastion_is_billed_with_disk_and_ip_address(synthesize: Synthesize) -> None:
    def of_ec2(*, bastion: bool) -> float:
        templates = read_templates(synthesize("staging", bastion=bastion).folder)
        return dollars(*(each for each in templates.resources if each.type == "AWS::EC2::Instance"))

    assert of_ec2(bastion=False) == 0
    assert of_ec2(bastion=True) == pytest.approx(3.066 + 8 * 0.10 + 3.65)
