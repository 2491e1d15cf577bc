"""The headers that every other part of the application gives as well, for what buckets answer."""

from aws_cdk import Duration
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from config.headers import HEADERS, HSTS_SECONDS, PAGE_POLICY

SECURITY = {"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"}
"""Those that CloudFront sets by settings of its own and refuses among the others."""


def response_headers(scope: Construct) -> cloudfront.ResponseHeadersPolicy:
    referrer = HEADERS["Referrer-Policy"].replace("-", "_").upper()
    return cloudfront.ResponseHeadersPolicy(
        scope,
        "Headers",
        comment="What every answer tells the browser not to do",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=PAGE_POLICY, override=True
            ),
            content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
            frame_options=cloudfront.ResponseHeadersFrameOptions(
                frame_option=cloudfront.HeadersFrameOption[HEADERS["X-Frame-Options"]],
                override=True,
            ),
            referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                referrer_policy=cloudfront.HeadersReferrerPolicy[referrer], override=True
            ),
            strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=Duration.seconds(HSTS_SECONDS),
                include_subdomains=True,
                preload=True,
                override=True,
            ),
        ),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                for name, value in HEADERS.items()
                if name not in SECURITY
            ]
        ),
    )
