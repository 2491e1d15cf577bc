"""A first deployment can be rolled back; what it deployed is then protected from deletion."""

import json
from pathlib import Path
from typing import Any

import pytest

from awscdk.commands.deploy import deploy
from awscdk.naming import Application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import DELETION_PROTECTION, PROTECTED, UNPROTECTED
from awscdk.tests.conftest import inputs
from awscdk.tests.templates import Templates


@pytest.fixture
def kept(empty_account: None) -> Application:
    chosen = inputs("production")
    Parameters(region=chosen.region).write(chosen.parameter(DELETION_PROTECTION), UNPROTECTED)
    return chosen


def protection(chosen: Application) -> str | None:
    return Parameters(region=chosen.region).read(chosen.parameter(DELETION_PROTECTION))


def recording(folder: Path) -> list[str]:
    """Return a command line that writes each call to a file."""
    return ["sh", "-c", f'echo "$@" >> {folder}/calls', "cdk"]


def calls(folder: Path) -> list[str]:
    return (folder / "calls").read_text().splitlines()


def test_deploy_protects_data_after_the_first_success(kept: Application, tmp_path: Path) -> None:
    for _ in range(2):
        assert deploy(chosen=kept, cdk=recording(tmp_path)) == 0

    assert protection(kept) == PROTECTED
    # Twice the first time, and then once.
    assert calls(tmp_path) == ["deploy --all --require-approval never"] * 3


def test_failed_first_deployment_stays_unprotected(kept: Application) -> None:
    assert deploy(chosen=kept, cdk=["false"]) == 1
    assert protection(kept) == UNPROTECTED


def test_deploy_does_not_protect_staging(empty_account: None, tmp_path: Path) -> None:
    staging = inputs("staging")
    assert deploy(chosen=staging, cdk=recording(tmp_path)) == 0
    assert (protection(staging), len(calls(tmp_path))) == (None, 1)


def protections(templates: Templates) -> tuple[Any, Any]:
    """Return the database's and the load balancer's."""
    balancer = templates.one("ElasticLoadBalancingV2::LoadBalancer").properties
    attributes = {each["Key"]: each["Value"] for each in balancer["LoadBalancerAttributes"]}
    return (
        templates.one("RDS::DBCluster").properties["DeletionProtection"],
        attributes.get("deletion_protection.enabled"),
    )


def test_only_production_can_be_protected(staging: Templates, production: Templates) -> None:
    database, balancer = protections(production)
    assert database["Fn::If"][1:] == [True, False]
    assert balancer["Fn::If"][1:] == ["true", "false"]
    assert protections(staging) == (False, "false")
    for path in production.folder.glob("*.template.json"):
        for condition in json.loads(path.read_text()).get("Conditions", {}).values():
            if "deletionprotection" in json.dumps(condition):
                assert condition["Fn::Equals"][1] == PROTECTED


def test_failed_first_deployment_frees_the_names_of_log_groups(
    staging: Templates, production: Templates
) -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html

    RetainExceptOnCreate deletes the resource if the stack that creates it is rolled back.
    """

    def policies(templates: Templates) -> set[str | None]:
        return {each.deletion_policy for each in templates.of("Logs::LogGroup")}

    assert policies(staging) == {"Delete"}
    assert policies(production) == {"Delete", "RetainExceptOnCreate"}
