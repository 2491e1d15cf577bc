"""Ordered tests of staging: each depends on the state that the one before left.

Its workers are standalone tasks; those of production are services.
"""

from collections.abc import Iterator

import pytest

from awscdk.emulator.browser import Browser
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.echo_server import running_echo_server
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import Inventory
from awscdk.emulator.tests.empty_account import empty_account
from awscdk.emulator.tests.staging.queries import IMAGES
from config.topology import WorkerFleet
from local.aws import Aws


@pytest.fixture(scope="package")
def aws() -> Iterator[Aws]:
    with empty_account("staging") as aws:
        for image in IMAGES:
            Images(aws.home).build(image)
        yield aws


@pytest.fixture(scope="package")
def staging(aws: Aws) -> Deployment:
    return Deployment(aws=aws, environment="staging", worker_fleet=WorkerFleet.TASKS)


@pytest.fixture(scope="package")
def inventories() -> dict[str, Inventory]:
    """Inventories of the account by moment."""
    return {}


@pytest.fixture(scope="package")
def browser(aws: Aws) -> Browser:
    return Browser(port=aws.port)


@pytest.fixture(scope="package")
def backend() -> Iterator[int]:
    with running_echo_server() as port:
        yield port
