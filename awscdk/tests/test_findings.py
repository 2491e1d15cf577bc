"""cdk-nag and cfn-lint: no finding without a reason, and no reason without a finding."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from awscdk import acknowledged
from awscdk.acknowledged import FINDINGS
from awscdk.assembly import assemble
from awscdk.tests.conftest import inputs, new_app, site
from awscdk.tests.templates import Templates

SAID_TWICE = "W3005"
"""The CDK writes down dependencies that a reference says already."""
REFERENCE = re.compile("<referenceto[a-z]+FrontDesk[A-Za-z0-9]+BucketsSite[A-F0-9]+Arn>")
"""From one nested stack to another; it names both, and the application."""


def test_cfn_lint_finds_nothing(templates: Templates) -> None:
    paths = [str(path) for path in templates.folder.glob("*.template.json")]
    done = subprocess.run(
        [sys.executable, "-m", "cfnlint", "--format", "json", *paths],
        capture_output=True,
        text=True,
    )
    found = [
        f"{each['Rule']['Id']} {each['Message']}"
        for each in json.loads(done.stdout or "[]")
        if each["Rule"]["Id"] != SAID_TWICE
    ]
    assert len(paths) >= 10
    assert found == []


@pytest.mark.parametrize("environment", ["staging", "production", "review-branch"])
def test_cdk_nag_finds_nothing_that_is_not_explained(environment: str, tmp_path: Path) -> None:
    app = new_app(tmp_path)
    assemble(app, application=inputs(environment), site=site())
    app.synth()
    assert list(tmp_path.glob("*.template.json"))


def test_a_finding_without_a_reason_ends_the_synthesis(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(acknowledged, "FINDINGS", FINDINGS[1:])
    app = new_app(tmp_path)
    assemble(app, application=inputs("staging"), site=site())
    with pytest.raises(RuntimeError, match="VPC does not have an associated Flow Log"):
        app.synth()


def test_each_reason_has_its_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(acknowledged, "FINDINGS", ())
    found: set[tuple[str, str]] = set()
    for name, bastion in (("staging", True), ("production", False)):
        folder = tmp_path_factory.mktemp(name)
        given = inputs(name)
        app = new_app(folder)
        assemble(
            app,
            application=replace(given, environment=replace(given.environment, bastion=bastion)),
            site=site(),
        )
        with pytest.raises(RuntimeError, match="ValidationFailed"):
            app.synth()
        for plugin in json.loads((folder / "validation-report.json").read_text())["pluginReports"]:
            for violation in plugin["violations"]:
                for construct in violation["violatingConstructs"]:
                    _, _, path = construct["constructPath"].partition("/")
                    said = REFERENCE.sub("<{site_bucket}>", violation["ruleName"])
                    found.add((said.replace(given.full_app_name, "{name}"), path))
    for finding in FINDINGS:
        for rule in finding.rules:
            sought = f"AwsSolutions-{rule.replace('{region}', given.region)}"
            assert any(
                said == sought and (path + "/").startswith(finding.path + "/")
                for said, path in found
            ), f"{finding.path} {rule}"
