"""CloudFront and DNS."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.schedules import sweeps
from awscdk.cost.usage import Usage
from awscdk.templates import Templates


def distributions(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if not templates.of("AWS::CloudFront::Distribution"):
        return
    yield Charge(
        service="CloudFront",
        what="requests",
        buys="pages, API and files; also the requests of the sweep",
        price=prices.CLOUDFRONT_REQUESTS,
        quantity=(usage.requests + sweeps(templates)) / 1e4,
    )
    yield Charge(
        service="CloudFront",
        what="outbound traffic",
        buys="the same",
        price=prices.CLOUDFRONT_TRAFFIC,
        quantity=usage.gigabytes_out,
    )


def functions(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if templates.of("AWS::CloudFront::Function"):
        yield Charge(
            service="CloudFront",
            what="CloudFront Function invocations",
            buys="routing of front-end paths",
            price=prices.CLOUDFRONT_FUNCTION,
            quantity=usage.requests / 1e6,
        )


def names(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """Charge the hosted zone to every environment, although they share it."""
    records = templates.of("AWS::Route53::RecordSet")
    if not records:
        return
    yield Charge(
        service="Route 53",
        what="hosted zone",
        buys="the domain",
        price=prices.HOSTED_ZONE,
        quantity=1,
    )
    # Queries of CloudFront aliases are free.
    if any("AliasTarget" not in each.properties for each in records):
        yield Charge(
            service="Route 53",
            what="queries",
            buys="the domain",
            price=prices.DNS_QUERIES,
            quantity=usage.requests / 1e6,
        )
