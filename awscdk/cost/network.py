"""Load balancer, NAT gateways, endpoints, CloudFront and DNS."""

from collections.abc import Iterator

from awscdk.cost.prices import LineItem, Prices
from awscdk.cost.schedules import sweeps
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates

# New connections, counting each request as one. A gigabyte counts as another.
REQUESTS_OF_AN_LCU_HOUR = 25 * 3600


def load_balancers(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    for balancer in templates.of("AWS::ElasticLoadBalancingV2::LoadBalancer"):
        yield LineItem(
            "Load balancer",
            "application load balancer",
            prices.load_balancer,
            HOURS,
            buys="health checks, WebSockets, deployments without downtime",
        )
        requests = usage.requests + sweeps(templates)
        yield LineItem(
            "Load balancer",
            "traffic",
            prices.load_balancer_capacity,
            requests / REQUESTS_OF_AN_LCU_HOUR + usage.gigabytes_out,
            buys="the same",
        )
        if balancer.properties.get("Scheme", "internet-facing") == "internet-facing":
            yield LineItem(
                "Load balancer",
                "public IP address in each zone",
                prices.address,
                len(balancer.properties["Subnets"]) * HOURS,
                buys="direct access without CloudFront",
            )


def nat_gateways(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    gateways = templates.of("AWS::EC2::NatGateway")
    if not gateways:
        return
    buys = "outbound traffic of tasks without public IP addresses"
    yield LineItem("VPC", "NAT gateways", prices.nat_gateway, len(gateways) * HOURS, buys=buys)
    yield LineItem("VPC", "NAT traffic", prices.nat_traffic, usage.gigabytes_fetched, buys=buys)


def ip_addresses(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if found := templates.of("AWS::EC2::EIP"):
        yield LineItem(
            "VPC",
            "Elastic IP addresses",
            prices.address,
            len(found) * HOURS,
            buys="an IP address for each NAT gateway",
        )


def endpoints(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    """LineItem interface endpoints; gateway endpoints are free."""
    zones = sum(
        len(endpoint.properties["SubnetIds"])
        for endpoint in templates.of("AWS::EC2::VPCEndpoint")
        if endpoint.properties.get("VpcEndpointType", "Gateway") != "Gateway"
    )
    if zones:
        yield LineItem(
            "VPC",
            "interface endpoints, in each zone",
            prices.interface_endpoint,
            zones * HOURS,
            buys="AWS APIs without leaving the VPC",
        )


def distributions(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if not templates.of("AWS::CloudFront::Distribution"):
        return
    yield LineItem(
        "CloudFront",
        "requests",
        prices.cloudfront_requests,
        (usage.requests + sweeps(templates)) / 1e4,
        buys="pages, API and files; also the requests of the sweep",
    )
    yield LineItem(
        "CloudFront",
        "outbound traffic",
        prices.cloudfront_traffic,
        usage.gigabytes_out,
        buys="the same",
    )


def functions(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    if templates.of("AWS::CloudFront::Function"):
        yield LineItem(
            "CloudFront",
            "CloudFront Function invocations",
            prices.cloudfront_function,
            usage.requests / 1e6,
            buys="routing of front-end paths",
        )


def names(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    """LineItem the hosted zone to every environment, although they share it."""
    records = templates.of("AWS::Route53::RecordSet")
    if not records:
        return
    yield LineItem("Route 53", "hosted zone", prices.hosted_zone, 1, buys="the domain")
    # Queries of CloudFront aliases are free.
    if any("AliasTarget" not in each.properties for each in records):
        yield LineItem(
            "Route 53", "queries", prices.dns_queries, usage.requests / 1e6, buys="the domain"
        )
