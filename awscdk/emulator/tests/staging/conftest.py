"""Staging's life in an account, in chapters: each stands on what the one before left."""

from collections.abc import Iterator

import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import Inventory
from awscdk.emulator.stand_in import standing_in
from awscdk.emulator.tests.empty_account import empty_account
from awscdk.emulator.tests.staging.readings import IMAGES
from awscdk.emulator.visitor import Visitor
from local.aws import Aws


@pytest.fixture(scope="package")
def aws() -> Iterator[Aws]:
    with empty_account("staging") as aws:
        for image in IMAGES:
            Images(aws.home).build(image)
        yield aws


@pytest.fixture(scope="package")
def staging(aws: Aws) -> Deployment:
    return Deployment(aws=aws, environment="staging")


@pytest.fixture(scope="package")
def inventories() -> dict[str, Inventory]:
    """What the account had when."""
    return {}


@pytest.fixture(scope="package")
def visitor(aws: Aws) -> Visitor:
    return Visitor(port=aws.port)


@pytest.fixture(scope="package")
def backend() -> Iterator[int]:
    with standing_in() as port:
        yield port
