"""An emulated account that contains only a domain."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest

from awscdk.emulator.running import client_environment, running_emulator
from awscdk.emulator.stores import running_stores
from local.aws import Aws
from local.paths import HOME


@contextmanager
def empty_account(
    environment: str, *, domain: str = "example.com", runs_workers: bool = False
) -> Iterator[Aws]:
    """Run it during the block, as boto3's endpoint. Its log stays in emulator.log.

    `runs_workers`: also run the processes of worker tasks.
    """
    home = HOME / "emulated" / environment
    shutil.rmtree(home, ignore_errors=True)
    with (
        running_stores(home) as stores,
        running_emulator(home, stores=stores, runs_workers=runs_workers) as aws,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in client_environment(aws).items():
            patch.setenv(name, value)
        boto3.client("route53").create_hosted_zone(Name=domain, CallerReference="first")
        yield aws
