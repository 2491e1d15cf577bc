"""The commands of the pages on deployments and operation, run as they stand in the emulator."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from awscdk.emulator.cdk import Cdk
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import client, services
from awscdk.emulator.running import client_environment
from awscdk.emulator.tests.empty_account import empty_account
from config.topology import WorkerFleet
from local.aws import Aws
from local.documented_commands import blocks
from local.paths import DOCUMENTATION, HOME, ROOT, VENV

pytestmark = pytest.mark.nightly
IMAGE = "registry.example.com/backend:1"
# As the pages have them, for what comes before their first command.
INPUTS = {
    "ENVIRONMENT": "staging",
    "DOMAIN_NAME": "mysite.com",
    "APP_NAME": "mysite-com",
    "AWS_DEFAULT_REGION": "us-east-1",
}
NAME = "staging-mysite-com"
AWSCLI = "awscli==1.46.3"
# Before the tests restrict it.
ONLINE = dict(os.environ)
Run = Callable[..., str]


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    """Run an account with roles and bootstrap, and with the synthesized stack.

    No emulator builds the image.
    """
    with empty_account("documentation", domain="mysite.com") as aws:
        Images(aws.home).build(IMAGE)
        fleet = {"WORKER_FLEET": WorkerFleet.TASKS.name}
        cdk = Cdk(aws=aws, inputs=INPUTS | fleet, home=aws.home)
        cdk.synthesize(IMAGE)
        cdk.deploy_account()
        cdk.bootstrap()
        yield aws


@pytest.fixture(scope="module")
def run(aws: Aws, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a function that runs blocks in one shell, and returns their output."""
    programs = tmp_path_factory.mktemp("programs")
    folders = {"UV_TOOL_DIR": f"{programs}/tools", "UV_TOOL_BIN_DIR": f"{programs}/bin"}
    uv = f"{VENV}/bin/uv"
    subprocess.run([uv, "tool", "install", "--quiet", AWSCLI], env=ONLINE | folders, check=True)
    command_line = programs / "aws"
    # In some regions version 1 prefers a host name of its own to AWS_ENDPOINT_URL: of RDS in
    # us-east-1, and of SQS, EMR, DocumentDB, Neptune and Health (its overridesslcommonname.py).
    command_line.write_text(
        f'#!/bin/sh\nexec "{programs}/bin/aws" --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n'
    )
    command_line.chmod(0o755)
    return lambda *commands: _run(aws, programs, "\n".join(commands))


def _run(aws: Aws, programs: Path, commands: str) -> str:
    done = subprocess.run(
        ["bash", "-euc", commands],
        cwd=ROOT,
        env={
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(HOME / "jsii"),
            # Options of the CDK's command line.
            "CDK_APP": str(aws.home / "assembly"),
            "CDK_NOTICES": "false",
            "CDK_CI": "true",
            **client_environment(aws),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def page(name: str) -> str:
    return (DOCUMENTATION / name).read_text()


def test_deployment_works_as_documented(run: Run) -> None:
    (deploy,) = blocks(page("aws.md"), "Deploy")

    output = run(deploy)

    (stack,) = client("cloudformation").describe_stacks(StackName=f"{NAME}-stack")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert "Superuser created successfully." in output


def test_sleep_and_wake_work_as_documented(run: Run) -> None:
    inputs, (rest,) = operation("Sleep and wake")
    sleep, wake = rest.splitlines()

    run(inputs, sleep)
    assert {each["desiredCount"] for each in services(NAME)} == {0}
    run(inputs, wake)
    assert {each["desiredCount"] for each in services(NAME)} == {1}


def test_management_command_works_as_documented(run: Run) -> None:
    # The other block opens a shell, by ECS Exec.
    inputs, (command, _) = operation("Open a shell")

    assert "[X] 0001_initial" in run(inputs, command)


def test_restart_works_as_documented(run: Run) -> None:
    inputs, (restart,) = operation("Restart")
    before = {each["serviceName"]: len(each["deployments"]) for each in services(NAME)}

    output = run(inputs, restart)

    assert output.split() == ["always-on"]
    assert before.keys() == {each["serviceName"] for each in services(NAME)}


def test_secrets_are_changed_as_documented(run: Run) -> None:
    inputs, changes = operation("Change a secret")

    run(inputs, *changes)

    key, token, password = (
        client("secretsmanager").get_secret_value(SecretId=f"{NAME}/{name}")
        for name in ("SECRET_KEY", "CELERY_METRICS_TOKEN", "REDIS_PASSWORD")
    )
    assert all(len(each["SecretString"]) == 64 for each in (key, token, password))
    sweep = client("lambda").get_function_configuration(FunctionName=f"{NAME}-sweep")
    variables = sweep["Environment"]["Variables"]
    assert variables["CELERY_METRICS_TOKEN"] == token["SecretString"]
    assert variables["CELERY_METRICS_URL"].endswith("/api/celery-metrics/")


def test_restore_works_as_documented(run: Run) -> None:
    # The other block needs a restore to a moment, which no emulator has.
    inputs, (restore, _) = operation("Restore")
    (former,) = client("rds").describe_db_clusters()["DBClusters"]
    client("rds").create_db_cluster_snapshot(
        DBClusterIdentifier=former["DBClusterIdentifier"], DBClusterSnapshotIdentifier="name"
    )

    run(inputs, restore)

    (restored,) = client("rds").describe_db_clusters()["DBClusters"]
    assert restored["DBClusterIdentifier"] == f"{NAME}-restored-1"


def test_first_questions_of_the_runbooks_work_as_documented(run: Run) -> None:
    inputs, questions = blocks(page("runbooks.md"), "Runbooks")
    # The smoke test expects the front end, which no emulator builds.
    (stack,) = client("cloudformation").describe_stacks(StackName=f"{NAME}-stack")["Stacks"]
    (site,) = (
        each["OutputValue"] for each in stack["Outputs"] if each["OutputKey"] == "SiteBucket"
    )
    for key, body, kind in (
        ("index.html", b'<!doctype html><script src="/assets/x.js"></script>', "text/html"),
        ("assets/x.js", b"'x'", "text/javascript"),
    ):
        client("s3").put_object(Bucket=site, Key=key, Body=body, ContentType=kind)

    # AWS CLI 1, which is the one on PyPI, has no `logs tail`.
    *asked, logs = questions.split("# What do")
    assert "aws logs tail" in logs
    # It fails with the first command that does.
    run(inputs, *asked)


def operation(heading: str) -> tuple[str, list[str]]:
    """Return the inputs of the page on operation, and the commands of a section."""
    text = page("operate.md")
    (inputs,) = blocks(text, "Operate an environment")
    return inputs, blocks(text, heading)
