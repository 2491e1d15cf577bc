"""The VPC's connections: load balancer, gateways and endpoints."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.schedules import sweeps
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates

# New connections, counting each request as one. A gigabyte counts as another.
REQUESTS_OF_AN_LCU_HOUR = 25 * 3600


def load_balancers(templates: Templates, usage: Usage) -> Iterator[Charge]:
    for balancer in templates.of("AWS::ElasticLoadBalancingV2::LoadBalancer"):
        yield Charge(
            service="Load balancer",
            what="application load balancer",
            buys="health checks, WebSockets, deployments without downtime",
            price=prices.LOAD_BALANCER,
            quantity=HOURS,
        )
        requests = usage.requests + sweeps(templates)
        yield Charge(
            service="Load balancer",
            what="traffic",
            buys="the same",
            price=prices.LOAD_BALANCER_CAPACITY,
            quantity=requests / REQUESTS_OF_AN_LCU_HOUR + usage.gigabytes_out,
        )
        if balancer.properties.get("Scheme", "internet-facing") == "internet-facing":
            yield Charge(
                service="Load balancer",
                what="public IP address in each zone",
                buys="direct access without CloudFront",
                price=prices.ADDRESS,
                quantity=len(balancer.properties["Subnets"]) * HOURS,
            )


def nat_gateways(templates: Templates, usage: Usage) -> Iterator[Charge]:
    gateways = templates.of("AWS::EC2::NatGateway")
    if not gateways:
        return
    buys = "outbound traffic of tasks without public IP addresses"
    yield Charge(
        service="VPC",
        what="NAT gateways",
        buys=buys,
        price=prices.NAT_GATEWAY,
        quantity=len(gateways) * HOURS,
    )
    yield Charge(
        service="VPC",
        what="NAT traffic",
        buys=buys,
        price=prices.NAT_TRAFFIC,
        quantity=usage.gigabytes_fetched,
    )


def ip_addresses(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if found := templates.of("AWS::EC2::EIP"):
        yield Charge(
            service="VPC",
            what="Elastic IP addresses",
            buys="an IP address for each NAT gateway",
            price=prices.ADDRESS,
            quantity=len(found) * HOURS,
        )


def endpoints(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """Charge interface endpoints; gateway endpoints are free."""
    zones = sum(
        len(endpoint.properties["SubnetIds"])
        for endpoint in templates.of("AWS::EC2::VPCEndpoint")
        if endpoint.properties.get("VpcEndpointType", "Gateway") != "Gateway"
    )
    if zones:
        yield Charge(
            service="VPC",
            what="interface endpoints, in each zone",
            buys="AWS APIs without leaving the VPC",
            price=prices.INTERFACE_ENDPOINT,
            quantity=zones * HOURS,
        )
