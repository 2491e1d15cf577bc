"""Inputs of the synthesis and their errors."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from aws_cdk import Stack
from aws_cdk import aws_ecs as ecs

from awscdk import environments
from awscdk.assembly import ROOT, backend_image
from awscdk.engine_versions import check_engine_version
from awscdk.errors import CommandError
from awscdk.naming import application
from awscdk.tests.conftest import INPUTS, Synthesize, inputs, new_app

COMPLETE = INPUTS | {"ENVIRONMENT": "staging"}


def test_names_are_derived_from_the_inputs() -> None:
    staging = application(COMPLETE)
    assert staging.full_domain_name == "staging.example.com"
    assert staging.full_app_name == "staging-example-com"
    assert staging.site_url == "https://staging.example.com"


def test_production_uses_the_base_domain() -> None:
    assert inputs("production").full_domain_name == "example.com"


def test_branch_has_its_own_environment() -> None:
    assert inputs("review-new-chart").full_domain_name == "review-new-chart.example.com"


def test_previews_have_no_social_login(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their URLs are not registered, and no job has their secrets."""
    staging = replace(environments.STAGING, social_clients=(("GITHUB", "id"),))
    monkeypatch.setattr(environments, "STAGING", staging)

    assert environments.environment("review-branch").social_clients == ()


@pytest.mark.parametrize("name", sorted(COMPLETE))
@pytest.mark.parametrize("value", [None, "", "  "])
def test_missing_variable_is_named(name: str, value: str | None) -> None:
    environ = {key: given for key, given in COMPLETE.items() if key != name}
    if value is not None:
        environ[name] = value
    with pytest.raises(CommandError, match=f"^{name} is missing"):
        application(environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "prod"),
        ("ENVIRONMENT", "review-"),
        ("ENVIRONMENT", "review-" + "a" * 21),
        ("DOMAIN_NAME", "https://example.com"),
        ("DOMAIN_NAME", "example"),
        ("DOMAIN_NAME", "Example.com"),
        ("DOMAIN_NAME", "-example.com"),
        ("APP_NAME", "example.com"),
        ("APP_NAME", "a" * 31),
        ("AWS_DEFAULT_REGION", "virginia"),
    ],
)
def test_invalid_input_is_rejected_with_an_example(name: str, value: str) -> None:
    with pytest.raises(CommandError, match=f"^{name}: '{value}' is ") as error:
        application(COMPLETE | {name: value})
    assert str(error.value).count("\n") == 0


@pytest.mark.parametrize(
    ("version", "fault"), [("16.6", "is deprecated"), ("99.1", "does not exist"), ("17", "not")]
)
def test_unavailable_engine_version_is_rejected(version: str, fault: str) -> None:
    with pytest.raises(CommandError, match=f"aurora-postgresql {version} .*{fault}.*17.9"):
        check_engine_version(version)


def test_app_reports_errors_without_traceback() -> None:
    environ = {"PATH": os.environ["PATH"], **COMPLETE, "ENVIRONMENT": "prod"}
    done = subprocess.run(
        [sys.executable, "awscdk/app.py"], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        (
            "ENVIRONMENT: 'prod' is unknown. Use staging, production, or review-<branch>"
            " with up to 20 lowercase letters, digits and dashes."
        )
    ]


def test_app_restarts_with_the_checkout_python(tmp_path: Path) -> None:
    """Run the app as `cdk synth --app awscdk/app.py` does, with the first Python on PATH."""
    other = getattr(sys, "_base_executable", sys.executable)
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    environ = {
        "PATH": os.environ["PATH"],
        **COMPLETE,
        "CDK_OUTDIR": str(tmp_path),
        "CDK_CONTEXT_JSON": json.dumps(context),
        # These templates are validated in test_findings.py.
        "CDK_VALIDATION": "false",
    }
    subprocess.run([other, "-I", "awscdk/app.py"], cwd=ROOT, env=environ, check=True)
    assert (tmp_path / "staging-example-com-stack.template.json").exists()


def test_image_cache_does_not_change_the_image(tmp_path: Path) -> None:
    def image(cache: str | None) -> tuple[str, dict[str, object]]:
        folder = tmp_path / (cache or "none")
        app = new_app(folder)
        stack = Stack(app, "stack")
        ecs.FargateTaskDefinition(stack, "Task").add_container(
            "web", image=backend_image(cache=cache)
        )
        app.synth()
        assets = json.loads((folder / "stack.assets.json").read_text())
        ((digest, asset),) = assets["dockerImages"].items()
        return digest, asset["source"]

    digest, source = image(None)
    cached_digest, cached = image("cache")
    assert digest == cached_digest
    assert "cacheFrom" not in source
    assert cached["cacheFrom"] == [{"type": "registry", "params": {"ref": "cache"}}]
    assert cached["cacheTo"] == {
        "type": "registry",
        "params": {"ref": "cache", "mode": "max", "ignore-error": "true"},
    }


def test_branch_environment_shares_no_names(synthesize: Synthesize) -> None:
    templates = synthesize("review-branch")
    for path in templates.folder.glob("*.template.json"):
        assert "staging" not in path.read_text(), path.name
    assert templates.one("ECS::Cluster").properties["ClusterName"] == "review-branch-example-com"
