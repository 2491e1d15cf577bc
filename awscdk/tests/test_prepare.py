"""`make prepare` against an emulated account over HTTP."""

from dataclasses import replace

import boto3
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from awscdk.commands.prepare import main, prepare
from awscdk.environments import STAGING
from awscdk.naming import Application
from awscdk.ssm_parameters import FIRST, private_key
from awscdk.tests.conftest import INPUTS

STAGING_OF_EXAMPLE = Application(
    environment=STAGING,
    base_domain_name="example.com",
    base_app_name="example-com",
    region="us-east-1",
)
GIVEN = {"EMAIL_URL": "smtp+tls://user:password@smtp.example.com:587"}
PUBLIC = "/staging-example-com/signing-public-key-first"
PRIVATE = f"/staging-example-com/{private_key(FIRST)}"


pytestmark = pytest.mark.usefixtures("empty_account")


@pytest.fixture
def zone() -> str:
    """Create the hosted zone, beside a similar one and a private one."""
    route53 = boto3.client("route53")
    route53.create_hosted_zone(Name="example.com.au", CallerReference="other")
    route53.create_hosted_zone(
        Name="example.com",
        CallerReference="private",
        HostedZoneConfig={"PrivateZone": True},
        VPC={"VPCRegion": "us-east-1", "VPCId": _default_vpc()},
    )
    made = route53.create_hosted_zone(Name="example.com", CallerReference="public")
    return str(made["HostedZone"]["Id"]).removeprefix("/hostedzone/")


def test_prepare_creates_all_parameters(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare(STAGING_OF_EXAMPLE, given=GIVEN) == []

    found = _parameters()
    assert found["/staging-example-com/hosted-zone-id"] == ("String", zone)
    kind, prefix_list = found["/staging-example-com/cloudfront-prefix-list"]
    assert (kind, prefix_list[:3]) == ("String", "pl-")
    assert found["/staging-example-com/EMAIL_URL"] == ("SecureString", GIVEN["EMAIL_URL"])
    assert (found[PUBLIC][0], found[PRIVATE][0]) == ("String", "SecureString")
    assert len(found) == capsys.readouterr().out.count(": written") == 11


def test_prepare_chooses_zones_by_their_ids(zone: str) -> None:
    """The emulator's first zone of ap-northeast-2 is apne2-az1, which has no VPC origins."""
    seoul = replace(STAGING_OF_EXAMPLE, region="ap-northeast-2")

    prepare(seoul, given=GIVEN)

    found = _parameters("ap-northeast-2")
    zones = [found[f"/staging-example-com/{name}"][1] for name in ("first-zone", "second-zone")]
    assert zones == ["ap-northeast-2b", "ap-northeast-2c"]


def test_prepare_keeps_the_zones_of_a_deployed_network(zone: str) -> None:
    boto3.client("ssm").put_parameter(
        Name="/staging-example-com/first-zone", Value="us-east-1c", Type="String"
    )
    boto3.client("ssm").put_parameter(
        Name="/staging-example-com/second-zone", Value="us-east-1a", Type="String"
    )

    prepare(STAGING_OF_EXAMPLE, given=GIVEN)

    assert _parameters()["/staging-example-com/first-zone"][1] == "us-east-1c"


def test_signing_keys_are_a_pair(zone: str) -> None:
    prepare(STAGING_OF_EXAMPLE, given=GIVEN)

    found = _parameters()
    private = load_pem_private_key(found[PRIVATE][1].encode(), password=None)
    assert private.public_key() == load_pem_public_key(found[PUBLIC][1].encode())


def test_prepare_is_idempotent(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(STAGING_OF_EXAMPLE, given=GIVEN)
    before = _parameters()
    capsys.readouterr()

    assert prepare(STAGING_OF_EXAMPLE, given={}) == []

    assert _parameters() == before
    output = capsys.readouterr().out
    assert output.count(": unchanged") == len(output.splitlines()) == 11


def test_prepare_updates_a_changed_secret(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(STAGING_OF_EXAMPLE, given=GIVEN)

    prepare(STAGING_OF_EXAMPLE, given={"EMAIL_URL": "smtp://elsewhere:25"})

    assert _parameters()["/staging-example-com/EMAIL_URL"][1] == "smtp://elsewhere:25"
    assert capsys.readouterr().out.count(": changed") == 1


def test_prepare_writes_the_zone_for_the_edge_certificate(zone: str) -> None:
    prepare(replace(STAGING_OF_EXAMPLE, region="eu-central-1"), given=GIVEN)

    assert len(_parameters("eu-central-1")) == 11
    assert _parameters("us-east-1") == {"/staging-example-com/hosted-zone-id": ("String", zone)}


def test_prepare_requires_secrets_of_social_providers(zone: str) -> None:
    environment = replace(STAGING, social_clients=(("GITHUB", "client"),))
    application = replace(STAGING_OF_EXAMPLE, environment=environment)

    (problem,) = prepare(application, given=GIVEN)
    assert "GITHUB_CLIENT_SECRET is missing" in problem

    assert prepare(application, given={"GITHUB_CLIENT_SECRET": "secret"}) == []
    assert _parameters()["/staging-example-com/GITHUB_CLIENT_SECRET"] == ("SecureString", "secret")


def test_prepare_reports_all_missing_parameters() -> None:
    zone, email_url = prepare(STAGING_OF_EXAMPLE, given={})

    assert "no public hosted zone of example.com" in zone
    assert "aws route53 create-hosted-zone --name example.com" in zone
    assert "--type SecureString --name /staging-example-com/EMAIL_URL" in email_url
    assert PRIVATE in _parameters()


@pytest.mark.parametrize(("left", "lost"), [(PUBLIC, PRIVATE), (PRIVATE, PUBLIC)])
def test_prepare_rejects_half_a_key_pair(zone: str, left: str, lost: str) -> None:
    prepare(STAGING_OF_EXAMPLE, given=GIVEN)
    before = _parameters()
    boto3.client("ssm").delete_parameter(Name=lost)

    (problem,) = prepare(STAGING_OF_EXAMPLE, given=GIVEN)

    assert f"{left} exists without {lost}" in problem
    assert f"aws ssm delete-parameter --region us-east-1 --name {left}" in problem
    after = _parameters()
    assert (after[left], lost in after) == (before[left], False)


def test_prepare_command_fails_when_a_parameter_is_missing(
    zone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (INPUTS | {"ENVIRONMENT": "staging"}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("EMAIL_URL", raising=False)
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().out.count("✗")) == (1, 1)

    monkeypatch.setenv("EMAIL_URL", GIVEN["EMAIL_URL"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


def _parameters(region: str = "us-east-1") -> dict[str, tuple[str, str]]:
    """Type and value by name."""
    pages = (
        boto3.client("ssm", region_name=region)
        .get_paginator("get_parameters_by_path")
        .paginate(Path="/", Recursive=True, WithDecryption=True)
    )
    return {
        each["Name"]: (each["Type"], each["Value"])
        for page in pages
        for each in page["Parameters"]
        if each["Name"].startswith("/staging-")
    }


def _default_vpc() -> str:
    (vpc,) = boto3.client("ec2").describe_vpcs()["Vpcs"]
    return str(vpc["VpcId"])
