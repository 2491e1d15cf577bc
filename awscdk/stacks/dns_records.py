"""The domain's records, which point at CloudFront."""

from collections.abc import Sequence

from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_route53 as route53
from constructs import Construct, IDependable

# Zone id of every distribution. Source: Route 53, `AliasTarget`.
CLOUDFRONT_ZONE_ID = "Z2FDTNDATAQYW2"


def dns_records(
    scope: Construct,
    *,
    hosted_zone_id: str,
    domain_name: str,
    distribution: cloudfront.IDistribution,
) -> Sequence[IDependable]:
    """Add records of IPv4 and IPv6."""
    return [
        route53.CfnRecordSet(
            scope,
            f"Address{kind}",
            hosted_zone_id=hosted_zone_id,
            name=f"{domain_name}.",
            type=kind,
            alias_target=route53.CfnRecordSet.AliasTargetProperty(
                dns_name=distribution.distribution_domain_name, hosted_zone_id=CLOUDFRONT_ZONE_ID
            ),
        )
        for kind in ("A", "AAAA")
    ]
