"""cdk-nag and cfn-lint: no finding without a reason, and no reason without a finding."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint_by_config
from cfnlint.config import ManualArgs

from awscdk import nag_suppressions
from awscdk.assembly import assemble
from awscdk.environments import Cache
from awscdk.nag_suppressions import FINDINGS
from awscdk.tests.conftest import Synthesize, inputs, new_app, site
from awscdk.tests.templates import Templates
from config.topology import WorkerFleet

SAID_TWICE = "W3005"
"""The CDK also writes dependencies that follow from a reference."""
REFERENCE = re.compile("<referenceto[a-z]+FrontDesk[A-Za-z0-9]+BucketsSite[A-F0-9]+Arn>")
"""From one nested stack to another; it names both, and the application."""


def test_cfn_lint_has_no_findings(templates: Templates) -> None:
    paths = [str(path) for path in templates.folder.glob("*.template.json")]
    assert len(paths) >= 10
    matches = lint_by_config(ManualArgs(templates=paths))
    found = {f"{each.rule.id} {each.message}" for each in matches if each.rule.id != SAID_TWICE}
    assert found == set()
    # Proof that it looked.
    assert matches


def test_cfn_lint_accepts_the_resources_of_another_region(synthesize: Synthesize) -> None:
    """Lint the templates that depend on the region; a type or a size may not exist in each."""
    templates = synthesize("production", region="eu-central-1")
    assert (
        json.loads((templates.folder / "validation-report.json").read_text())["pluginReports"] == []
    )
    paths = [
        str(path)
        for part in ("edge-stack", "FrontDesk", "Database", "Cache")
        for path in templates.folder.glob(f"*{part}*.template.json")
    ]
    assert len(paths) == 4
    matches = lint_by_config(ManualArgs(templates=paths, regions=["eu-central-1"]))
    assert {each.rule.id for each in matches} <= {SAID_TWICE}


@pytest.mark.parametrize("environment", ["staging", "production", "review-branch"])
def test_cdk_nag_findings_are_acknowledged(environment: str, synthesize: Synthesize) -> None:
    report = synthesize(environment).folder / "validation-report.json"
    assert json.loads(report.read_text())["pluginReports"] == []


def test_unacknowledged_finding_fails_the_synthesis(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(nag_suppressions, "FINDINGS", FINDINGS[1:])
    app = new_app(tmp_path)
    assemble(app, application=inputs("staging"), site=site())
    with pytest.raises(RuntimeError, match="VPC does not have an associated Flow Log"):
        app.synth()


def test_every_acknowledgement_has_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(nag_suppressions, "FINDINGS", ())
    found: set[tuple[str, str]] = set()
    # With what an environment may have, and neither has by itself.
    options: dict[str, dict[str, Any]] = {
        "staging": {
            "bastion": True,
            "own_cache": Cache(node_type="cache.t4g.micro"),
            "worker_fleet": WorkerFleet.TASKS,
        },
        "production": {"worker_fleet": WorkerFleet.SERVICES},
    }
    for name, changes in options.items():
        folder = tmp_path_factory.mktemp(name)
        given = inputs(name)
        app = new_app(folder)
        assemble(
            app,
            application=replace(given, environment=replace(given.environment, **changes)),
            site=site(),
        )
        with pytest.raises(RuntimeError, match="ValidationFailed"):
            app.synth()
        for plugin in json.loads((folder / "validation-report.json").read_text())["pluginReports"]:
            for violation in plugin["violations"]:
                for construct in violation["violatingConstructs"]:
                    _, _, path = construct["constructPath"].partition("/")
                    name = REFERENCE.sub("<{site_bucket}>", violation["ruleName"])
                    name = name.replace(given.full_app_name, "{name}")
                    name = name.replace(f"cdk-{given.tier.name}-", "cdk-{qualifier}-")
                    found.add((name, path))
    for finding in FINDINGS:
        for rule in finding.rules:
            sought = f"AwsSolutions-{rule.replace('{region}', given.region)}"
            assert any(
                name == sought and (path + "/").startswith(finding.path + "/")
                for name, path in found
            ), f"{finding.path} {rule}"
