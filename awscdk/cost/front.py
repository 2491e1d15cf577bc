"""CloudFront, and the names under which it is found."""

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
        buys="the one address, near everybody; the sweep asks as well",
        price=prices.CLOUDFRONT_REQUESTS,
        quantity=(usage.requests + sweeps(templates)) / 1e4,
    )
    yield Charge(
        service="CloudFront",
        what="what goes out",
        buys="pages, answers and files",
        price=prices.CLOUDFRONT_TRAFFIC,
        quantity=usage.gigabytes_out,
    )


def functions(templates: Templates, usage: Usage) -> Iterator[Charge]:
    if templates.of("AWS::CloudFront::Function"):
        yield Charge(
            service="CloudFront",
            what="runs of the function of pages",
            buys="the front end's own paths",
            price=prices.CLOUDFRONT_FUNCTION,
            quantity=usage.requests / 1e6,
        )


def names(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """The zone stands for itself, and every environment pays it here, though they share it."""
    records = templates.of("AWS::Route53::RecordSet")
    if not records:
        return
    yield Charge(
        service="Route 53",
        what="the hosted zone",
        buys="the domain",
        price=prices.HOSTED_ZONE,
        quantity=1,
    )
    # Those for an alias of CloudFront are free.
    if any("AliasTarget" not in each.properties for each in records):
        yield Charge(
            service="Route 53",
            what="queries",
            buys="the domain",
            price=prices.DNS_QUERIES,
            quantity=usage.requests / 1e6,
        )
