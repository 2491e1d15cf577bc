"""The VPC's ways in and out."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.schedules import sweeps
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates

REQUESTS_OF_AN_LCU_HOUR = 25 * 3600
"""New connections; as if every request were one. A gigabyte is another."""


def load_balancers(templates: Templates, usage: Usage) -> Iterator[Charge]:
    for balancer in templates.of("AWS::ElasticLoadBalancingV2::LoadBalancer"):
        yield Charge(
            service="Load balancer",
            what="an application load balancer",
            buys="health checks, web sockets, deployments that nobody notices",
            price=prices.LOAD_BALANCER,
            quantity=HOURS,
        )
        requests = usage.requests + sweeps(templates)
        yield Charge(
            service="Load balancer",
            what="what passes through it",
            buys="an answer for each request",
            price=prices.LOAD_BALANCER_CAPACITY,
            quantity=requests / REQUESTS_OF_AN_LCU_HOUR + usage.gigabytes_out,
        )
        if balancer.properties.get("Scheme", "internet-facing") == "internet-facing":
            yield Charge(
                service="Load balancer",
                what="a public address in each zone",
                buys="that anybody can ask it, not CloudFront alone",
                price=prices.ADDRESS,
                quantity=len(balancer.properties["Subnets"]) * HOURS,
            )


def nat_gateways(templates: Templates, usage: Usage) -> Iterator[Charge]:
    gateways = templates.of("AWS::EC2::NatGateway")
    if not gateways:
        return
    buys = "the way out for tasks without addresses"
    yield Charge(
        service="VPC",
        what="NAT gateways",
        buys=buys,
        price=prices.NAT_GATEWAY,
        quantity=len(gateways) * HOURS,
    )
    yield Charge(
        service="VPC",
        what="what passes through them",
        buys=buys,
        price=prices.NAT_TRAFFIC,
        quantity=usage.gigabytes_fetched,
    )


def addresses(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if found := templates.of("AWS::EC2::EIP"):
        yield Charge(
            service="VPC",
            what="public addresses that are kept",
            buys="an address for each NAT gateway",
            price=prices.ADDRESS,
            quantity=len(found) * HOURS,
        )


def endpoints(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """A gateway's are free."""
    zones = sum(
        len(endpoint.properties["SubnetIds"])
        for endpoint in templates.of("AWS::EC2::VPCEndpoint")
        if endpoint.properties.get("VpcEndpointType", "Gateway") != "Gateway"
    )
    if zones:
        yield Charge(
            service="VPC",
            what="interface endpoints, in each zone",
            buys="a road to AWS that does not leave the VPC",
            price=prices.INTERFACE_ENDPOINT,
            quantity=zones * HOURS,
        )
