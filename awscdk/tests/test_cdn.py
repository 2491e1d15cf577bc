"""CloudFront: the origin of each path."""

import json
import subprocess
from typing import Any

import pytest

from awscdk.stacks.cdn import pages_code
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from config.security_headers import HEADERS, PAGE_POLICY
from config.topology import SERVICES

BACKEND = ["api", "graphql", "admin", "ws", "flower"]
DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""CloudFront's own policies, the same in every account: caching nothing, passing on everything."""
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def distribution(templates: Templates) -> dict[str, Any]:
    config: dict[str, Any] = templates.one("CloudFront::Distribution").properties[
        "DistributionConfig"
    ]
    return config


def behaviors(templates: Templates) -> dict[str, dict[str, Any]]:
    return {each["PathPattern"]: each for each in distribution(templates)["CacheBehaviors"]}


def origins(templates: Templates) -> dict[str, str]:
    """Return the origins by id."""
    return {each["Id"]: text(each) for each in distribution(templates)["Origins"]}


def test_cdn_has_the_paths_of_the_topology(staging: Templates, production: Templates) -> None:
    assert list(behaviors(production)) == [
        *(f"/{path}/*" for entry in SERVICES for path in entry.paths),
        "/static/*",
        # Before the public ones, which it is a part of.
        "/media/private/*",
        "/media/*",
    ]
    assert list(behaviors(staging)) == [*behaviors(production), "/wake"]
    assert sorted(BACKEND) == sorted(path for entry in SERVICES for path in entry.paths)


def test_staging_has_a_wake_url(staging: Templates) -> None:
    behavior = behaviors(staging)["/wake"]
    assert "RestFunctionUrl" in origins(staging)[behavior["TargetOriginId"]]
    # The click is a POST, for which CloudFront has to pass on the hash of its body.
    assert "POST" in behavior["AllowedMethods"]
    assert behavior["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST


@pytest.mark.parametrize("path", BACKEND)
def test_cdn_forwards_everything_uncached_to_the_backend(templates: Templates, path: str) -> None:
    behavior = behaviors(templates)[f"/{path}/*"]
    assert "VpcOriginConfig" in origins(templates)[behavior["TargetOriginId"]]
    assert behavior["CachePolicyId"] == DISABLED
    assert behavior["OriginRequestPolicyId"] == ALL_VIEWER
    assert set(behavior["AllowedMethods"]) >= {"GET", "POST", "PUT", "PATCH", "DELETE"}
    assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"


def test_cdn_uses_tls_to_the_backend(synthesize: Synthesize) -> None:
    private = synthesize("staging").one("CloudFront::VpcOrigin").properties
    assert private["VpcOriginEndpointConfig"]["OriginProtocolPolicy"] == "https-only"
    assert private["VpcOriginEndpointConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]
    (public,) = (
        each["CustomOriginConfig"]
        for each in distribution(synthesize("staging", private_balancer=False))["Origins"]
        if "CustomOriginConfig" in each and "LoadBalancer" in text(each["DomainName"])
    )
    assert public["OriginProtocolPolicy"] == "https-only"
    assert public["OriginReadTimeout"] == 60


def test_private_media_require_a_signature_and_are_not_cached(templates: Templates) -> None:
    behavior = behaviors(templates)["/media/private/*"]
    (group,) = behavior["TrustedKeyGroups"]
    assert templates.by_id("FrontDesk", group["Ref"]).type == "AWS::CloudFront::KeyGroup"
    assert behavior["CachePolicyId"] == DISABLED
    policy = templates.by_id("FrontDesk", behavior["OriginRequestPolicyId"]["Ref"])
    passed_on = policy.properties["OriginRequestPolicyConfig"]["QueryStringsConfig"]
    assert passed_on["QueryStrings"] == ["response-content-disposition"]
    for path, other in behaviors(templates).items():
        assert path == "/media/private/*" or "TrustedKeyGroups" not in other


def test_bucket_responses_have_security_headers(templates: Templates) -> None:
    policies = {
        text(each["ResponseHeadersPolicyId"])
        for each in (
            distribution(templates)["DefaultCacheBehavior"],
            *(behaviors(templates)[path] for path in ("/static/*", "/media/*", "/media/private/*")),
        )
    }
    assert len(policies) == 1
    config = templates.one("CloudFront::ResponseHeadersPolicy").properties[
        "ResponseHeadersPolicyConfig"
    ]
    security = config["SecurityHeadersConfig"]
    assert security["ContentSecurityPolicy"]["ContentSecurityPolicy"] == PAGE_POLICY
    assert security["FrameOptions"]["FrameOption"] == HEADERS["X-Frame-Options"]
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == HEADERS["Referrer-Policy"]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 365 * 24 * 3600
    custom = {each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]}
    given = {"X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"}
    assert custom == {name: value for name, value in HEADERS.items() if name not in given}


def test_cdn_compresses_files(templates: Templates) -> None:
    for behavior in (
        distribution(templates)["DefaultCacheBehavior"],
        behaviors(templates)["/static/*"],
    ):
        assert behavior["Compress"] is True
        assert behavior["CachePolicyId"] == "658327ea-f89d-4fab-a63d-7e88639e58f6"


def test_buckets_allow_only_the_distribution(templates: Templates) -> None:
    for bucket in templates.of("S3::Bucket"):
        assert set(bucket.properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert "BucketEncryption" in bucket.properties
    for policy in templates.of("S3::BucketPolicy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and "cloudfront" in text(statement["Principal"]):
                assert "Distribution" in text(statement["Condition"])


def test_missing_asset_differs_from_a_forbidden_one(templates: Templates) -> None:
    lists = [
        statement
        for policy in templates.of("S3::BucketPolicy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Action"] == "s3:ListBucket"
        and statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    ]
    assert len(lists) == 2
    assert "CustomErrorResponses" not in distribution(templates)


def visit(uri: str) -> dict[str, Any]:
    """Run the CloudFront function in Node; return its result."""
    script = (
        f"{pages_code(BACKEND)}\n"
        f"console.log(JSON.stringify(handler({{ request: {{ uri: {json.dumps(uri)} }} }})))"
    )
    done = subprocess.run(["node", "--eval", script], capture_output=True, text=True, check=True)
    response: dict[str, Any] = json.loads(done.stdout)
    return response


@pytest.mark.parametrize(
    "path", ["/", "/statements", "/statements/12", "/a/b/", "/adminx", "/links/site/example.com"]
)
def test_router_path_serves_the_page(path: str) -> None:
    assert visit(path)["uri"] == "/index.html"


@pytest.mark.parametrize("path", ["/index.html", "/assets/a-1b.js", "/sw.js", "/icons/a.png"])
def test_file_path_serves_the_file(path: str) -> None:
    assert visit(path)["uri"] == path


def test_backend_path_without_slash_is_redirected() -> None:
    response = visit("/admin")
    assert response["statusCode"] == 301
    assert response["headers"]["location"]["value"] == "/admin/"


def test_cdn_function_has_the_topology_paths(templates: Templates) -> None:
    code = templates.one("CloudFront::Function").properties["FunctionCode"]
    assert code == pages_code([path for entry in SERVICES for path in entry.paths])


def test_domain_has_ipv4_and_ipv6_records(staging: Templates, production: Templates) -> None:
    records = production.of("Route53::RecordSet")
    assert {record.properties["Type"] for record in records} == {"A", "AAAA"}
    assert {record.properties["Name"] for record in records} == {"example.com."}
    assert distribution(production)["Aliases"] == ["example.com"]
    assert distribution(staging)["Aliases"] == ["staging.example.com"]
    assert "HttpVersion" in distribution(production)


def test_certificate_of_cloudfront_is_in_us_east_1(synthesize: Synthesize) -> None:
    templates = synthesize("production", region="eu-central-1")
    manifest = json.loads((templates.folder / "manifest.json").read_text())
    regions = {
        name: each["environment"].rpartition("/")[2]
        for name, each in manifest["artifacts"].items()
        if each["type"] == "aws:cloudformation:stack"
    }
    assert regions == {
        "production-example-com-edge-stack": "us-east-1",
        "production-example-com-stack": "eu-central-1",
    }
    certificates = {each.stack for each in templates.of("CertificateManager::Certificate")}
    assert "production-example-com-edge-stack.template.json" in certificates
    certificate = distribution(templates)["ViewerCertificate"]["AcmCertificateArn"]
    assert certificate["Fn::GetStackOutput"]["Region"] == "us-east-1"
