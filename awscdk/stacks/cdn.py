"""The CDN: a CloudFront distribution and its buckets.

The buckets are in the same stack: each allows only this distribution, and two stacks that refer to
each other cannot be deployed.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from aws_cdk import Duration, NestedStack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_elasticloadbalancingv2 as elb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from awscdk.constants import ORIGIN_TIMEOUT_SECONDS
from awscdk.stacks.buckets import Buckets
from awscdk.stacks.response_headers import response_headers
from awscdk.stacks.signing_keys import SigningKeys

PAGES = Path(__file__).with_name("pages.js")


class Cdn(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        domain_name: str,
        certificate: acm.ICertificate,
        balancer: elb.IApplicationLoadBalancer,
        balancer_is_private: bool,
        backend_paths: Sequence[str],
        signing_public_keys: Mapping[str, str],
        signing_keys: str,
        backend_role: iam.IRole,
        wake: lambda_.IFunctionUrl | None,
        keeps_data: bool,
        empties_buckets: bool,
        log_days: int,
    ) -> None:
        """`backend_paths`: first path segments of the load balancer.

        `signing_public_keys`: in PEM, by slot, of which `signing_keys` names the used ones.
        `backend_role`: may read and write the assets. `wake`: function URL of `/wake`.
        """
        super().__init__(scope, id)
        self.buckets = Buckets(
            self, "Buckets", keeps_data=keeps_data, empties=empties_buckets, log_days=log_days
        )
        self._signing_keys = SigningKeys(self, public_keys=signing_public_keys, state=signing_keys)
        self.signing_key_id = self._signing_keys.id
        self._headers = response_headers(self)
        assets = origins.S3BucketOrigin.with_origin_access_control(self.buckets.assets)
        backend = cloudfront.BehaviorOptions(
            origin=_balancer_origin(balancer, is_private=balancer_is_private),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            # All headers, including the host and those of a WebSocket upgrade.
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER,
            compress=False,
        )
        behaviors = {
            **{f"/{path}/*": backend for path in backend_paths},
            "/static/*": self._files(assets),
            # The first match wins: private paths come before public ones.
            "/media/private/*": self._private_files(assets),
            "/media/*": self._files(assets),
        }
        if wake is not None:
            behaviors["/wake"] = cloudfront.BehaviorOptions(
                origin=origins.FunctionUrlOrigin.with_origin_access_control(wake),
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
                # The hash of the body among them, with which CloudFront signs a POST.
                origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
                response_headers_policy=self._headers,
            )
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=domain_name,
            domain_names=[domain_name],
            certificate=certificate,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            default_root_object="index.html",
            default_behavior=self._pages(backend_paths),
            additional_behaviors=behaviors,
            enable_logging=True,
            log_bucket=self.buckets.logs,
            log_file_prefix="cloudfront/",
        )
        self.buckets.allow_listing(self.distribution)
        self.buckets.allow_writing_assets(backend_role)

    def _pages(self, backend_paths: Sequence[str]) -> cloudfront.BehaviorOptions:
        """Add the built front end, whose router handles the paths."""
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(self.buckets.site),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=self._headers,
            function_associations=[
                cloudfront.FunctionAssociation(
                    event_type=cloudfront.FunctionEventType.VIEWER_REQUEST,
                    function=cloudfront.Function(
                        self,
                        "Pages",
                        code=cloudfront.FunctionCode.from_inline(pages_code(backend_paths)),
                        runtime=cloudfront.FunctionRuntime.JS_2_0,
                    ),
                )
            ],
        )

    def _files(self, origin: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origin,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=self._headers,
        )

    def _private_files(self, origin: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
        """Add private files, which need a signature and are downloaded under their original
        name."""
        return cloudfront.BehaviorOptions(
            origin=origin,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            # A deleted file must not be served from the cache.
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy(
                self,
                "Filename",
                comment="The name under which a private file is saved",
                query_string_behavior=cloudfront.OriginRequestQueryStringBehavior.allow_list(
                    "response-content-disposition"
                ),
            ),
            response_headers_policy=self._headers,
            trusted_key_groups=[self._signing_keys.group],
        )


def pages_code(backend_paths: Sequence[str]) -> str:
    """Return the CloudFront function with the topology's paths."""
    return f"var BACKEND = {json.dumps(list(backend_paths))};\n{PAGES.read_text()}"


def _balancer_origin(
    balancer: elb.IApplicationLoadBalancer, *, is_private: bool
) -> cloudfront.IOrigin:
    # The certificate is that of the domain: CloudFront compares it with the host that it forwards.
    if is_private:
        return origins.VpcOrigin.with_application_load_balancer(
            balancer,
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            read_timeout=Duration.seconds(ORIGIN_TIMEOUT_SECONDS),
        )
    return origins.LoadBalancerV2Origin(
        balancer,
        protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
        read_timeout=Duration.seconds(ORIGIN_TIMEOUT_SECONDS),
    )
