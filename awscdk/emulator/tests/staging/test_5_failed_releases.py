"""Two releases that fail. Whoever visits meanwhile is answered by the version that was there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CalledProcessError
from threading import Event, Thread

import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import changed, client, taken
from awscdk.emulator.tests.staging.readings import ILL, IMAGE, SITE, UNMIGRATABLE, WRONG
from awscdk.emulator.visitor import Visitor
from awscdk.smoke import smoke
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


def test_a_migration_that_fails(staging: Deployment, visitor: Visitor, aws: Aws) -> None:
    image = _new_version(aws, UNMIGRATABLE)
    migrations = image / "apps/accounts/migrations"
    last = max(each.stem for each in migrations.glob("[0-9]*.py"))
    (migrations / "9999_fails.py").write_text(MIGRATION.format(last=last))
    before, tasks = taken(), _tasks(staging)

    said = _fails_to_deploy(staging, UNMIGRATABLE, visitor)

    assert "ended with 1. It said last:" in said
    assert "RuntimeError: on purpose" in said
    # No process was touched, and half a migration is none.
    assert _tasks(staging) == tasks
    assert changed(before, taken()).keys() <= {"task definitions"}
    parts = json.loads(visitor.get(f"{SITE}/api/ready/").body)
    assert parts["migrations"]["state"] == "ok"


def test_a_health_check_that_fails(staging: Deployment, visitor: Visitor, aws: Aws) -> None:
    _replace(
        _new_version(aws, ILL) / "apps/core/views.py",
        'Response({"state": "ok"})',
        'Response({"state": "ill"}, status=500)',
    )
    tasks = _tasks(staging)

    said = _fails_to_deploy(staging, ILL, visitor)

    assert "ECS Deployment Circuit Breaker was triggered" in said
    assert _tasks(staging) == tasks
    stopped = client("ecs").list_tasks(cluster=staging.name, desiredStatus="STOPPED")["taskArns"]
    found = client("ecs").describe_tasks(cluster=staging.name, tasks=stopped)["tasks"]
    ill = [each for each in found if each["stoppedReason"] == "Task failed ELB health checks"]
    assert len(ill) == 3


def test_an_application_that_is_up_and_does_not_work(staging: Deployment, aws: Aws) -> None:
    """Whoever visits is answered by it until it is seen, and by the former one again after."""
    _replace(
        Images(aws.home).folder(WRONG) / "apps/accounts/graphql.py",
        "        request.user = ",
        '        raise RuntimeError("on purpose")\n        request.user = ',
    )
    staging.cdk.choose(WRONG)
    _hurry(staging)

    with pytest.raises(CalledProcessError) as failed:
        staging.cdk("deploy", "--require-approval", "never")

    assert f"It does not work. {SITE}/graphql/ answers 500." in failed.value.stdout
    (container, *_) = staging.task_definition("always-on")["containerDefinitions"]
    assert container["image"] == IMAGE
    assert smoke(chosen=staging.application) == []


def _hurry(staging: Deployment) -> None:
    """The smoke test, which gives everything time."""
    functions = client("lambda")
    name = f"{staging.name}-smoke"
    given = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    functions.update_function_configuration(
        FunctionName=name, Environment={"Variables": given | {"SECONDS": "3"}}
    )


def _new_version(aws: Aws, image: str) -> Path:
    """It says of itself that it is the new one."""
    folder = Images(aws.home).folder(image)
    _replace(folder / "apps/core/views.py", '"banner": config.BANNER', f'"banner": "{NEW}"')
    return folder


def _fails_to_deploy(staging: Deployment, image: str, visitor: Visitor) -> str:
    """What was said."""
    staging.cdk.choose(image)
    with _visited(visitor), pytest.raises(CalledProcessError) as failed:
        staging.cdk("deploy", "--require-approval", "never")
    said: str = failed.value.stdout
    return said


def _tasks(staging: Deployment) -> set[str]:
    ecs = client("ecs")
    running: list[str] = ecs.list_tasks(cluster=staging.name, serviceName="always-on")["taskArns"]
    return {*running}


@contextmanager
def _visited(visitor: Visitor) -> Iterator[None]:
    """All the while, and each time answered by the version that was there."""
    is_over = Event()
    answers: list[tuple[int, bytes]] = []

    def visit() -> None:
        while not is_over.wait(0.2):
            page = visitor.get(f"{SITE}/api/site/")
            answers.append((page.status, page.body))

    thread = Thread(target=visit, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
    assert len(answers) > 20
    assert {status for status, _ in answers} == {200}
    assert {json.loads(body)["banner"] for _, body in answers} == {""}


def _replace(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
