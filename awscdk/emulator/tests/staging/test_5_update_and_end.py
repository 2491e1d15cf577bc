"""It is updated, and destroyed."""

from subprocess import CalledProcessError

import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import Inventory, changed, taken
from awscdk.emulator.tests.staging.readings import (
    NEXT_IMAGE,
    WORKERS,
)


def test_an_update_changes_the_image_and_nothing_else(staging: Deployment) -> None:
    before = taken()
    variables = staging.task_definition("always-on")["containerDefinitions"][0]["environment"]

    staging.cdk.synthesize(image=NEXT_IMAGE)
    with pytest.raises(CalledProcessError):
        staging.cdk("diff", "--fail")
    staging.cdk("deploy", "--require-approval", "never")

    assert changed(before, taken()).keys() == {"services", "task definitions"}
    for service in staging.services():
        for container in staging.task_definition(service)["containerDefinitions"]:
            assert container["image"] == NEXT_IMAGE
    # Workers that scaled to zero stay there, and no variable became empty.
    assert staging.desired() == {"always-on": 1, **dict.fromkeys(WORKERS, 0)}
    (container, *_) = staging.task_definition("always-on")["containerDefinitions"]
    assert container["environment"] == variables


def test_preparing_again_changes_nothing(staging: Deployment) -> None:
    said = staging.cdk.prepare()

    assert said.count(": there already") == 5
    assert "written" not in said
    assert "changed" not in said


def test_nothing_of_it_is_left_when_it_is_destroyed(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.empty_buckets()

    staging.cdk("destroy", "--force")

    assert changed(inventories["empty"], taken()) == {}
