import json
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from awscdk.assembly import ROOT, assemble, assemble_account
from awscdk.emulator.running import client_environment, running_emulator
from awscdk.naming import Application, application
from awscdk.tests.templates import Templates
from local.aws import Aws

INPUTS = {
    "DOMAIN_NAME": "example.com",
    "APP_NAME": "example-com",
    "AWS_DEFAULT_REGION": "us-east-1",
}
Synthesize = Callable[..., Templates]


@cache
def site() -> Path:
    """Return a front end as it is built."""
    folder = Path(tempfile.mkdtemp())
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<!doctype html>")
    (folder / "assets" / "index-1a2b.js").write_text("")
    return folder


def new_app(folder: Path) -> App:
    """Create the app as `cdk` does; it writes to the folder."""
    return App(context=json.loads((ROOT / "cdk.json").read_text())["context"], outdir=str(folder))


def inputs(environment: str, *, region: str = "us-east-1") -> Application:
    return application(INPUTS | {"ENVIRONMENT": environment, "AWS_DEFAULT_REGION": region})


@pytest.fixture(scope="session")
def synthesize(tmp_path_factory: pytest.TempPathFactory) -> Synthesize:
    """Return an environment's templates, as `cdk synth` writes them; `changes` to its values."""

    @cache
    def written(chosen: Application) -> Templates:
        folder = tmp_path_factory.mktemp(chosen.environment.name)
        app = new_app(folder)
        assemble(app, application=chosen, site=site())
        app.synth()
        return Templates(folder)

    def templates(environment: str, *, region: str = "us-east-1", **changes: Any) -> Templates:
        given = inputs(environment, region=region)
        return written(replace(given, environment=replace(given.environment, **changes)))

    return templates


@pytest.fixture(params=["staging", "production"])
def templates(request: pytest.FixtureRequest, synthesize: Synthesize) -> Templates:
    return synthesize(request.param)


@pytest.fixture(scope="session")
def staging(synthesize: Synthesize) -> Templates:
    return synthesize("staging")


@pytest.fixture(scope="session")
def production(synthesize: Synthesize) -> Templates:
    return synthesize("production")


def account_templates(folder: Path) -> Templates:
    """Return the template of the account's stack, synthesized into the folder."""
    app = new_app(folder)
    assemble_account(
        app,
        base_app_name="example-com",
        gitlab_host="gitlab.com",
        gitlab_project="group/project",
        region="us-east-1",
    )
    app.synth()
    return Templates(folder)


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return account_templates(tmp_path_factory.mktemp("account"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    # These tests start no task.
    with running_emulator(tmp_path_factory.mktemp("emulator"), stores={}) as aws:
        yield aws


@pytest.fixture
def empty_account(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty the emulated account for every test."""
    for name, value in client_environment(aws).items():
        monkeypatch.setenv(name, value)
    urllib.request.urlopen(f"{aws.environment()['AWS_ENDPOINT_URL']}/_ministack/reset", data=b"")
