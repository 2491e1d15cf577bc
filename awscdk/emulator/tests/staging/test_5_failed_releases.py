"""Failed releases, during which the former version serves all requests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CalledProcessError
from threading import Event, Thread

import pytest

from awscdk.commands.smoke import smoke
from awscdk.emulator.browser import Browser
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import changed, client, take_inventory
from awscdk.emulator.tests.staging.queries import (
    IDLE,
    IMAGE,
    SITE,
    UNHEALTHY,
    UNMIGRATABLE,
    WRONG,
    is_running,
    start_worker,
)
from local.aws import Aws

NEW = "The new version"
MIGRATION = """
from django.db import migrations

def fail(apps, schema_editor):
    schema_editor.execute("CREATE TABLE half_done (id integer)")
    raise RuntimeError("on purpose")

class Migration(migrations.Migration):
    dependencies = [("accounts", "{last}")]
    operations = [migrations.RunPython(fail)]
"""


def test_failed_migration_changes_no_task(staging: Deployment, browser: Browser, aws: Aws) -> None:
    image = _new_version(aws, UNMIGRATABLE)
    migrations = image / "apps/accounts/migrations"
    last = max(each.stem for each in migrations.glob("[0-9]*.py"))
    (migrations / "9999_fails.py").write_text(MIGRATION.format(last=last))
    before, tasks = take_inventory(), _tasks(staging)

    output = _deploy_failing(staging, UNMIGRATABLE, browser)

    assert "ended with 1. Its last log lines:" in output
    assert "RuntimeError: on purpose" in output
    # The migration was rolled back, and no process was changed.
    assert _tasks(staging) == tasks
    assert changed(before, take_inventory()).keys() <= {"task definitions"}
    # Workers that start meanwhile are of the former version.
    (worker,) = staging.worker_definition("worker-heavy")["containerDefinitions"]
    assert worker["image"] == IMAGE
    parts = json.loads(browser.get(f"{SITE}/api/ready/").body)
    assert parts["migrations"]["state"] == "ok"


@pytest.mark.nightly
def test_failed_health_check_rolls_back(staging: Deployment, browser: Browser, aws: Aws) -> None:
    _replace(
        _new_version(aws, UNHEALTHY) / "apps/core/views.py",
        "Response(HEALTHY)",
        'Response({"state": "ill"}, status=500)',
    )
    tasks = _tasks(staging)

    output = _deploy_failing(staging, UNHEALTHY, browser)

    assert "ECS Deployment Circuit Breaker was triggered" in output
    assert _tasks(staging) == tasks
    stopped = client("ecs").list_tasks(cluster=staging.name, desiredStatus="STOPPED")["taskArns"]
    found = client("ecs").describe_tasks(cluster=staging.name, tasks=stopped)["tasks"]
    ill = [each for each in found if "failed ELB health checks" in each["stoppedReason"]]
    assert len(ill) == 3


@pytest.mark.nightly
def test_failed_smoke_test_rolls_back(staging: Deployment, aws: Aws) -> None:
    """The new version serves requests until the failure is detected, then the former one again."""
    _replace(
        Images(aws.home).folder(WRONG) / "apps/accounts/graphql/transports.py",
        "        request.user = ",
        '        raise RuntimeError("on purpose")\n        request.user = ',
    )
    staging.cdk.select_image(WRONG)

    with _short_smoke_test(staging), pytest.raises(CalledProcessError) as failed:
        staging.cdk("deploy", "--require-approval", "never")

    assert f"The smoke test failed. {SITE}/graphql/ returns 500." in failed.value.stdout
    (container, *_) = staging.task_definition("always-on")["containerDefinitions"]
    assert container["image"] == IMAGE
    assert smoke(chosen=staging.application) == []


@pytest.mark.nightly
def test_broken_worker_rolls_back(staging: Deployment, aws: Aws) -> None:
    """Only workers have this code; all other processes of the new version work."""
    folder = _new_version(aws, IDLE)
    _replace(
        folder / "celery_scale_to_zero/worker/heartbeat.py",
        "    def start(self, worker: Any) -> None:\n",
        '    def start(self, worker: Any) -> None:\n        raise RuntimeError("on purpose")\n',
    )
    _replace(
        folder / "apps/scaling/management/commands/run_canaries.py",
        "TIMEOUT_SECONDS = 480",
        "TIMEOUT_SECONDS = 15",
    )
    tasks, busy = _tasks(staging), start_worker(staging)
    staging.cdk.select_image(IDLE)

    with pytest.raises(CalledProcessError) as failed:
        staging.cdk("deploy", "--require-approval", "never")

    assert "The worker of imports has not run its task in 15 s" in failed.value.stdout
    assert "The worker of heavy has not run its task in 15 s" in failed.value.stdout
    assert _tasks(staging).isdisjoint(tasks)
    # Nor has its rollback waited for a busy worker.
    assert is_running(staging, busy)
    client("ecs").stop_task(cluster=staging.name, task=busy)
    (container,) = staging.worker_definition("worker-heavy")["containerDefinitions"]
    assert container["image"] == IMAGE
    assert smoke(chosen=staging.application) == []


@contextmanager
def _short_smoke_test(staging: Deployment) -> Iterator[None]:
    """Let the smoke test, which waits for all parts, give up after three seconds."""
    functions = client("lambda")
    name = f"{staging.name}-smoke"
    given = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]

    def update(variables: dict[str, str]) -> None:
        functions.update_function_configuration(
            FunctionName=name, Environment={"Variables": variables}
        )

    update(given | {"SECONDS": "3"})
    try:
        yield
    finally:
        update(given)


def _new_version(aws: Aws, image: str) -> Path:
    """Prepare an image that identifies itself as the new version."""
    folder = Images(aws.home).folder(image)
    _replace(folder / "apps/core/views.py", '"banner": config.BANNER', f'"banner": "{NEW}"')
    return folder


def _deploy_failing(staging: Deployment, image: str, browser: Browser) -> str:
    """Deploy the image, which fails; return the output."""
    staging.cdk.select_image(image)
    with _requesting(browser), pytest.raises(CalledProcessError) as failed:
        staging.cdk("deploy", "--require-approval", "never")
    output: str = failed.value.stdout
    return output


def _tasks(staging: Deployment) -> set[str]:
    ecs = client("ecs")
    running: list[str] = ecs.list_tasks(cluster=staging.name, serviceName="always-on")["taskArns"]
    return {*running}


@contextmanager
def _requesting(browser: Browser) -> Iterator[None]:
    """Request the site during the block; check that the former version served each request."""
    is_over = Event()
    responses: list[tuple[int, bytes]] = []

    def request_repeatedly() -> None:
        while not is_over.wait(0.4):
            page = browser.get(f"{SITE}/api/site/")
            responses.append((page.status, page.body))

    thread = Thread(target=request_repeatedly, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
    assert len(responses) > 20
    assert [each for each in responses if each[0] != 200] == []
    assert {json.loads(body)["banner"] for _, body in responses} == {""}


def _replace(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
