"""An account with a domain in it, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest

from awscdk.emulator.running import running_emulator
from local.aws import Aws
from local.checkout import HOME


@contextmanager
def empty_account(environment: str) -> Iterator[Aws]:
    """What boto3 speaks with meanwhile. What the emulator says stays behind in its folder, in
    emulator.log."""
    home = HOME / "emulated" / environment
    shutil.rmtree(home, ignore_errors=True)
    with running_emulator(home) as aws, pytest.MonkeyPatch.context() as patch:
        for name, value in aws.environment().items():
            patch.setenv(name, value)
        boto3.client("route53").create_hosted_zone(Name="example.com", CallerReference="first")
        yield aws
