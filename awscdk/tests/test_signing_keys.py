"""Rotation of the key that signs links to private files."""

import json
import re
from typing import Any

import pytest

from awscdk.assembly import ROOT
from awscdk.commands.rotate_signing_key import WAIT_SECONDS, rotate
from awscdk.errors import CommandError
from awscdk.naming import Application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import FIRST, SECOND, SIGNING_KEYS, SIGNING_PUBLIC_KEYS, private_key
from awscdk.tests.conftest import inputs
from awscdk.tests.templates import Templates, text

SUCCEEDS, FAILS = ["true"], ["false"]


@pytest.fixture
def deployed(empty_account: None) -> Application:
    chosen = inputs("staging")
    write(chosen, SIGNING_KEYS, FIRST)
    write(chosen, SIGNING_PUBLIC_KEYS[FIRST], "former public key")
    write(chosen, SIGNING_PUBLIC_KEYS[SECOND], "none")
    write(chosen, private_key(FIRST), "former private key")
    return chosen


def write(chosen: Application, name: str, value: str) -> None:
    Parameters(region=chosen.region).write(chosen.parameter(name), value)


def read(chosen: Application, name: str) -> str | None:
    return Parameters(region=chosen.region).read(chosen.parameter(name))


def test_rotation_moves_to_the_other_slot_and_back(deployed: Application) -> None:
    assert rotate(chosen=deployed, cdk=SUCCEEDS, wait=0) == 0

    assert read(deployed, SIGNING_KEYS) == SECOND
    assert "PUBLIC KEY" in (read(deployed, SIGNING_PUBLIC_KEYS[SECOND]) or "")
    assert "PRIVATE KEY" in (read(deployed, private_key(SECOND)) or "")
    assert read(deployed, SIGNING_PUBLIC_KEYS[FIRST]) == "none"
    assert read(deployed, private_key(FIRST)) is None

    assert rotate(chosen=deployed, cdk=SUCCEEDS, wait=0) == 0
    assert read(deployed, SIGNING_KEYS) == FIRST


def test_failed_rotation_keeps_the_former_key(deployed: Application) -> None:
    assert rotate(chosen=deployed, cdk=FAILS, wait=0) == 1

    assert read(deployed, SIGNING_KEYS) == FIRST
    assert read(deployed, private_key(FIRST)) == "former private key"


def test_interrupted_rotation_is_finished(deployed: Application) -> None:
    write(deployed, SIGNING_KEYS, "second-and-first")

    assert rotate(chosen=deployed, cdk=FAILS, wait=0) == 1
    assert read(deployed, SIGNING_KEYS) == "second-and-first"
    assert rotate(chosen=deployed, cdk=SUCCEEDS, wait=0) == 0
    assert (read(deployed, SIGNING_KEYS), read(deployed, private_key(FIRST))) == (SECOND, None)


def test_rotation_requires_a_deployment(empty_account: None) -> None:
    with pytest.raises(CommandError, match="signing-keys is missing: run `make deploy` first"):
        rotate(chosen=inputs("staging"), cdk=SUCCEEDS, wait=0)


def test_rotation_waits_until_links_have_expired() -> None:
    module = ROOT / "backend" / "apps" / "core" / "storage" / "signed_urls.py"
    (minutes,) = re.findall(
        r"^URL_LIFETIME_SECONDS = (\d+) \* 60$", module.read_text(), re.MULTILINE
    )
    assert int(minutes) * 60 < WAIT_SECONDS


class Stack:
    """The conditions of a template, for one value of the parameter that they compare."""

    def __init__(self, templates: Templates, name: str, state: str) -> None:
        (path,) = templates.folder.glob(f"*stack{name}*.template.json")
        self.template = json.loads(path.read_text())
        self._state = state

    def holds(self, condition: Any) -> bool:
        if isinstance(condition, str):
            return self.holds(self.template["Conditions"][condition])
        ((operation, operands),) = condition.items()
        if operation == "Fn::Not":
            return not self.holds(operands[0])
        if operation == "Fn::Or":
            return any(self.holds(each) for each in operands)
        assert operation == "Fn::Equals"
        parameter, value = operands
        assert "signingkeys" in text(parameter)
        return bool(value == self._state)

    def chosen(self, value: Any) -> Any:
        condition, then, other = value["Fn::If"]
        return then if self.holds(condition) else other

    def keys(self) -> list[str]:
        return [
            name
            for name, each in self.template["Resources"].items()
            if each["Type"] == "AWS::CloudFront::PublicKey" and self.holds(each["Condition"])
        ]


@pytest.mark.parametrize(
    ("state", "accepted", "signer"),
    [
        ("first", ["first"], "first"),
        ("second-and-first", ["first", "second"], "second"),
        ("second", ["second"], "second"),
        ("first-and-second", ["first", "second"], "first"),
    ],
)
def test_cloudfront_accepts_both_keys_during_a_rotation(
    staging: Templates, state: str, accepted: list[str], signer: str
) -> None:
    stack = Stack(staging, "FrontDesk", state)
    (group,) = (each for each in staging.of("CloudFront::KeyGroup"))
    items = [stack.chosen(each) for each in group.properties["KeyGroupConfig"]["Items"]]
    trusted = [each["Ref"] for each in items if each["Ref"] != "AWS::NoValue"]

    def slot(key: str) -> str:
        encoded = stack.template["Resources"][key]["Properties"]["PublicKeyConfig"]["EncodedKey"]
        return "first" if "signingpublickeyfirst" in text(encoded) else "second"

    assert trusted == stack.keys()
    assert sorted(map(slot, trusted)) == accepted
    (output,) = (
        each["Value"] for name, each in stack.template["Outputs"].items() if name == "SigningKeyId"
    )
    assert slot(stack.chosen(output)["Ref"]) == signer


def test_tasks_read_the_private_key_of_the_slot_that_signs(templates: Templates) -> None:
    for task in templates.of("ECS::TaskDefinition"):
        for container in task.properties["ContainerDefinitions"]:
            (secret,) = (
                text(each["ValueFrom"])
                for each in container["Secrets"]
                if each["Name"] == "CLOUDFRONT_PRIVATE_KEY"
            )
            assert "/CLOUDFRONT_PRIVATE_KEY-" in secret
            assert '"Fn::Select": [0, {"Fn::Split": ["-and-"' in secret
