"""The emulator itself: what it needs of ministack, and that its clients reach nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ProxyConnectionError
from botocore.session import get_session
from ministack.services import ecs

from awscdk.assembly import ROOT
from awscdk.emulator import ministack_internals
from awscdk.emulator.inventory import KINDS
from awscdk.emulator.ministack_internals import NAMES, ChangedError, check

EMULATOR = ROOT / "awscdk" / "emulator"
IMPORTED = re.compile(r"^from ministack[\w.]* import (?:\(([^)]*)\)|(.+))$", re.MULTILINE)


def modules() -> Iterator[Path]:
    yield from sorted(EMULATOR.rglob("*.py"))


def private_names(code: str) -> set[str]:
    """Return private names of ministack in a module."""
    imported = {
        name.strip().split()[-1]
        for parenthesized, plain in IMPORTED.findall(code)
        for name in (parenthesized or plain).split(",")
        if name.strip()
    }
    used = re.findall(r"\b(\w+)\.(_\w+)", code)
    return {name for name in imported if name.startswith("_")} | {
        f"{module}.{name}" for module, name in used if module in imported
    }


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_private_name_of_ministack_exists(module: object, name: str) -> None:
    assert hasattr(module, name)


def test_ministack_is_the_release_that_was_read() -> None:
    check()


def test_other_release_of_ministack_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ministack_internals, "VERSION", "1.0.0")
    with pytest.raises(ChangedError, match=r"ministack is 1.* read what became of the names in"):
        check()


def test_missing_name_of_ministack_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ecs, "_get_docker")
    with pytest.raises(ChangedError, match=r"has no ministack\.services\.ecs\._get_docker"):
        check()


def test_only_one_module_uses_private_names_of_ministack() -> None:
    found = {path.name: private_names(path.read_text()) for path in modules()}
    listed = {f"{module.__name__.rpartition('.')[2]}.{name}" for module, name in NAMES}
    assert {name: names for name, names in found.items() if names} == {
        "ministack_internals.py": listed
    }


def test_client_that_ignores_the_emulator_reaches_nothing(empty_account: None) -> None:
    """Version 1 of the AWS CLI is one, for RDS."""
    once = Config(retries={"total_max_attempts": 1})
    rds = boto3.client("rds", endpoint_url="https://rds.amazonaws.com", config=once)
    with pytest.raises(ProxyConnectionError):
        rds.describe_db_clusters()


def test_client_of_every_service_uses_the_emulator(empty_account: None) -> None:
    session = get_session()
    for service in {kind.service for kind in KINDS.values()}:
        url = session.create_client(service).meta.endpoint_url
        assert url.startswith("http://127.0.0.1:"), service
