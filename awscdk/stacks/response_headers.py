"""The security headers of the other servers, for responses from buckets."""

from aws_cdk import Duration
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from config.security_headers import HEADERS, HSTS_SECONDS, PAGE_POLICY

# Headers with CloudFront settings of their own, which it rejects among custom ones.
SECURITY = {"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"}


def response_headers(scope: Construct) -> cloudfront.ResponseHeadersPolicy:
    referrer = HEADERS["Referrer-Policy"].replace("-", "_").upper()
    return cloudfront.ResponseHeadersPolicy(
        scope,
        "Headers",
        comment="Security headers of every response",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=PAGE_POLICY,
                # The page of `/wake` has its own. Buckets have none.
                override=False,
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
