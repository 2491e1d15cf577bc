"""Request pages through CloudFront."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from awscdk.emulator.browser import Browser
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.signing import signed, signer
from awscdk.emulator.tests.staging.queries import PRIVATE, SITE, signing_key
from config.security_headers import HEADERS

PAGE = b'<!doctype html><script type="module" src="/assets/x.js"></script>'


def test_cloudfront_serves_the_front_end(staging: Deployment, browser: Browser) -> None:
    site = boto3.resource("s3").Bucket(staging.outputs["SiteBucket"])
    site.put_object(Key="index.html", Body=PAGE, ContentType="text/html")
    site.put_object(Key="assets/x.js", Body=b"'x'", ContentType="text/javascript")

    for path in ("/", "/statements/123", "/sign-in"):
        page = browser.get(f"{SITE}{path}")
        assert (page.status, page.body) == (200, PAGE), path
    assert browser.get(f"{SITE}/assets/x.js").body == b"'x'"
    assert browser.get(f"https://{staging.outputs['DistributionDomain']}/").status == 200


def test_page_has_security_headers(browser: Browser) -> None:
    headers = browser.get(f"{SITE}/").headers

    assert HEADERS.items() <= dict(headers).items()
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_missing_file_returns_404(browser: Browser) -> None:
    for path in ("/assets/missing.js", "/static/missing.css", "/media/missing.png"):
        page = browser.get(f"{SITE}{path}")
        assert page.status == 404, path
        assert b"<!doctype html>" not in page.body


def test_http_redirects_to_https(browser: Browser) -> None:
    page = browser.get("http://staging.example.com/statements/123")

    assert (page.status, page.headers["Location"]) == (301, f"{SITE}/statements/123")


def test_backend_is_healthy(browser: Browser) -> None:
    assert json.loads(browser.get(f"{SITE}/api/health-check/").body) == {"state": "ok"}
    parts = json.loads(browser.get(f"{SITE}/api/ready/").body)
    assert {name: each["state"] for name, each in parts.items()} == {
        "database": "ok",
        "redis": "ok",
        "cache": "ok",
        "migrations": "ok",
    }
    assert browser.get(f"{SITE}/static/admin/css/base.css").status == 200


def test_backend_receives_path_and_host_unchanged(browser: Browser, backend: int) -> None:
    with _replace_tasks(backend):
        for path in ("/api/health-check/?a=1", "/admin/", "/graphql/", "/ws/live/", "/flower/x"):
            page = browser.get(f"{SITE}{path}")
            assert page.status == 200, path
            received = json.loads(page.body)
            assert received["path"] == path
            assert received["headers"]["host"] == "staging.example.com"
            assert received["headers"]["x-forwarded-proto"] == "https"


def test_backend_path_without_slash_redirects(browser: Browser) -> None:
    page = browser.get(f"{SITE}/admin")

    assert (page.status, page.headers["Location"]) == (301, "/admin/")


def test_private_file_requires_signature(staging: Deployment, browser: Browser) -> None:
    assets = boto3.resource("s3").Bucket(staging.outputs["AssetsBucket"])
    assets.put_object(Key="media/private/statement.csv", Body=b"a,b", ContentType="text/csv")
    assets.put_object(Key="media/logo.png", Body=b"png", ContentType="image/png")
    key = signer(environment=staging.name, key_id=signing_key()["Id"])

    assert browser.get(f"{SITE}/media/logo.png").body == b"png"
    assert browser.get(PRIVATE).status == 403
    for url in (PRIVATE, f"{PRIVATE}?response-content-disposition=attachment"):
        page = browser.get(signed(key, url, minutes=5))
        assert (page.status, page.body) == (200, b"a,b")
    assert page.headers["Content-Disposition"] == "attachment"
    assert browser.get(signed(key, PRIVATE, minutes=-1)).status == 403
    another = signed(key, PRIVATE, minutes=5).replace("statement", "another")
    assert browser.get(another).status == 403
    assert browser.get(signed(key, PRIVATE, minutes=5).replace("https", "http")).status == 403


@contextmanager
def _replace_tasks(port: int) -> Iterator[None]:
    balancing = client("elbv2")
    echo_server = [{"Id": "127.0.0.1", "Port": port}]
    tasks = {}
    for group in balancing.describe_target_groups()["TargetGroups"]:
        arn = group["TargetGroupArn"]
        health = balancing.describe_target_health(TargetGroupArn=arn)
        tasks[arn] = [each["Target"] for each in health["TargetHealthDescriptions"]]
        balancing.register_targets(TargetGroupArn=arn, Targets=echo_server)
        balancing.deregister_targets(TargetGroupArn=arn, Targets=tasks[arn])
    yield
    for arn, targets in tasks.items():
        balancing.register_targets(TargetGroupArn=arn, Targets=targets)
        balancing.deregister_targets(TargetGroupArn=arn, Targets=echo_server)
