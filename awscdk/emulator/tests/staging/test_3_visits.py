"""Who comes by way of CloudFront."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import boto3
from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.staging.readings import (
    PRIVATE,
    SITE,
    secret,
    signing_key,
)
from awscdk.emulator.visitor import Visitor
from config.headers import HEADERS

PAGE = b'<!doctype html><script type="module" src="/assets/x.js"></script>'


def test_a_page_of_the_front_end_is_found(staging: Deployment, visitor: Visitor) -> None:
    site = boto3.resource("s3").Bucket(staging.outputs["SiteBucket"])
    site.put_object(Key="index.html", Body=PAGE, ContentType="text/html")
    site.put_object(Key="assets/x.js", Body=b"'x'", ContentType="text/javascript")

    for path in ("/", "/statements/123", "/sign-in"):
        page = visitor.get(f"{SITE}{path}")
        assert (page.status, page.body) == (200, PAGE), path
    assert visitor.get(f"{SITE}/assets/x.js").body == b"'x'"
    assert visitor.get(f"https://{staging.outputs['DistributionDomain']}/").status == 200


def test_a_page_carries_the_headers_of_the_application(visitor: Visitor) -> None:
    headers = visitor.get(f"{SITE}/").headers

    assert HEADERS.items() <= dict(headers).items()
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_what_is_not_there_is_not_the_front_end(visitor: Visitor) -> None:
    for path in ("/assets/missing.js", "/static/missing.css", "/media/missing.png"):
        page = visitor.get(f"{SITE}{path}")
        assert page.status == 404, path
        assert b"<!doctype html>" not in page.body


def test_http_leads_to_https(visitor: Visitor) -> None:
    page = visitor.get("http://staging.example.com/statements/123")

    assert (page.status, page.headers["Location"]) == (301, f"{SITE}/statements/123")


def test_the_backend_answers(visitor: Visitor) -> None:
    assert json.loads(visitor.get(f"{SITE}/api/health-check/").body) == {"state": "ok"}
    parts = json.loads(visitor.get(f"{SITE}/api/ready/").body)
    assert {name: each["state"] for name, each in parts.items()} == {
        "database": "ok",
        "redis": "ok",
        "migrations": "ok",
    }
    assert visitor.get(f"{SITE}/static/admin/css/base.css").status == 200


def test_what_it_is_asked_is_what_the_browser_asks(visitor: Visitor, backend: int) -> None:
    with _instead_of_tasks(backend):
        for path in ("/api/health-check/?a=1", "/admin/", "/graphql/", "/ws/live/", "/flower/x"):
            page = visitor.get(f"{SITE}{path}")
            assert page.status == 200, path
            asked = json.loads(page.body)
            assert asked["path"] == path
            assert asked["headers"]["host"] == "staging.example.com"
            assert asked["headers"]["x-forwarded-proto"] == "https"


def test_a_backend_path_without_its_slash_is_sent_on(visitor: Visitor) -> None:
    page = visitor.get(f"{SITE}/admin")

    assert (page.status, page.headers["Location"]) == (301, "/admin/")


def test_a_private_file_wants_a_signature(staging: Deployment, visitor: Visitor) -> None:
    assets = boto3.resource("s3").Bucket(staging.outputs["AssetsBucket"])
    assets.put_object(Key="media/private/statement.csv", Body=b"a,b", ContentType="text/csv")
    assets.put_object(Key="media/logo.png", Body=b"png", ContentType="image/png")
    signer = _signer(staging)

    assert visitor.get(f"{SITE}/media/logo.png").body == b"png"
    assert visitor.get(PRIVATE).status == 403
    for address in (PRIVATE, f"{PRIVATE}?response-content-disposition=attachment"):
        page = visitor.get(_signed(signer, address, minutes=5))
        assert (page.status, page.body) == (200, b"a,b")
    assert page.headers["Content-Disposition"] == "attachment"
    assert visitor.get(_signed(signer, PRIVATE, minutes=-1)).status == 403
    another = _signed(signer, PRIVATE, minutes=5).replace("statement", "another")
    assert visitor.get(another).status == 403
    assert visitor.get(_signed(signer, PRIVATE, minutes=5).replace("https", "http")).status == 403


@contextmanager
def _instead_of_tasks(port: int) -> Iterator[None]:
    balancing = client("elbv2")
    stand_in = [{"Id": "127.0.0.1", "Port": port}]
    tasks = {}
    for group in balancing.describe_target_groups()["TargetGroups"]:
        arn = group["TargetGroupArn"]
        health = balancing.describe_target_health(TargetGroupArn=arn)
        tasks[arn] = [each["Target"] for each in health["TargetHealthDescriptions"]]
        balancing.register_targets(TargetGroupArn=arn, Targets=stand_in)
        balancing.deregister_targets(TargetGroupArn=arn, Targets=tasks[arn])
    yield
    for arn, targets in tasks.items():
        balancing.register_targets(TargetGroupArn=arn, Targets=targets)
        balancing.deregister_targets(TargetGroupArn=arn, Targets=stand_in)


def _signer(staging: Deployment) -> CloudFrontSigner:
    """With the key that the backend has, as the backend does it."""
    key = load_pem_private_key(
        secret(f":parameter/{staging.name}/CLOUDFRONT_PRIVATE_KEY").encode(), password=None
    )
    assert isinstance(key, RSAPrivateKey)
    return CloudFrontSigner(
        signing_key()["Id"],
        lambda message: key.sign(message, PKCS1v15(), SHA1()),  # noqa: S303
    )


def _signed(signer: CloudFrontSigner, address: str, *, minutes: int) -> str:
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    return signer.generate_presigned_url(address, date_less_than=until)
