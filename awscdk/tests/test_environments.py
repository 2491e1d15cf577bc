"""Environments under other names: four of them in two regions.

Part of `make test-environments`, as synthesizing and checking them takes minutes.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cfnlint.api import lint_by_config
from cfnlint.config import ManualArgs

from awscdk import environments
from awscdk.assembly import assemble
from awscdk.environments import PRODUCTION, STAGING, Database, environment
from awscdk.errors import CommandError
from awscdk.naming import application
from awscdk.templates import Resource
from awscdk.tests.conftest import INPUTS, account_templates, inputs, new_app, site
from awscdk.tests.permissions import Statement, missing
from awscdk.tests.templates import Templates, text
from awscdk.tests.test_findings import SAID_TWICE
from awscdk.tiers import tier_of

DEV, QA = (
    replace(STAGING, name="dev", subdomain="dev"),
    replace(
        PRODUCTION,
        name="qa",
        subdomain="qa",
        deployed_by=STAGING.deployed_by,
        database=Database(engine_version="17.9", instance_class="t4g.medium", backup_days=1),
        bastion=True,
    ),
)
PROD = replace(PRODUCTION, name="prod")
DECLARED = (STAGING, DEV, QA, PROD)
REGIONS = ("us-east-1", "eu-central-1")


@pytest.fixture(autouse=True, scope="module")
def declared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environments, "ENVIRONMENTS", DECLARED)
        yield


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return account_templates(tmp_path_factory.mktemp("account"))


def test_declared_environment_has_its_names_and_its_tier() -> None:
    qa = application(INPUTS | {"ENVIRONMENT": "qa"})
    assert (qa.full_app_name, qa.full_domain_name) == ("qa-example-com", "qa.example.com")
    assert tier_of("qa").subject == "ref_type:branch:ref:main"
    assert tier_of("prod").subject == "ref_type:tag:ref:v*"
    assert inputs("prod").full_domain_name == "example.com"
    with pytest.raises(CommandError, match="Use staging, dev, qa, prod, or review-"):
        environment("production")


def test_name_that_a_bootstrap_cannot_have_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "ENVIRONMENTS", (replace(STAGING, name="pre-production"),))
    with pytest.raises(CommandError, match="'pre-production' is not a name of up to ten"):
        environment("pre-production")


@pytest.mark.nightly
def test_policies_of_five_tiers_are_short_enough(account: Templates) -> None:
    for policy in account.of("IAM::ManagedPolicy"):
        written = text(policy.properties["PolicyDocument"]).replace(" ", "")
        for token in ('{"Ref":"AWS::AccountId"}', '{"Ref":"AWS::Partition"}'):
            written = written.replace(f'",{token},"', "x" * 12)
        assert len(written.replace('{"Fn::Join":["",[', "").replace("]]}", "")) < 6144


@pytest.mark.nightly
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("name", [each.name for each in DECLARED])
def test_environment_passes_all_checks(
    account: Templates, tmp_path: Path, name: str, region: str
) -> None:
    """cdk-nag and cfn-lint have no findings, and CloudFormation has all permissions."""
    app = new_app(tmp_path)
    assemble(app, application=inputs(name, region=region), site=site())
    app.synth()
    report = json.loads((tmp_path / "validation-report.json").read_text())
    assert report["pluginReports"] == []

    paths = [str(path) for path in tmp_path.glob("*.template.json")]
    matches = lint_by_config(ManualArgs(templates=paths, regions=[region]))
    assert {each.rule.id for each in matches} <= {SAID_TWICE}

    resources: list[Resource] = Templates(tmp_path).resources
    policy = account.one(
        "IAM::ManagedPolicy", ManagedPolicyName=f"example-com-{name}-cloudformation"
    )
    statements: list[Statement] = policy.properties["PolicyDocument"]["Statement"]
    as_staging = json.loads(json.dumps(statements).replace(f"{name}-", "staging-"))
    assert missing(resources, as_staging) == []
