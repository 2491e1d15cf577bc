import ast
import re
import sys

import pytest
from django.conf import settings
from django.urls import get_resolver

from config.celery import app
from config.topology import QUEUES, SERVICES


def test_every_task_goes_to_a_queue_that_a_worker_serves() -> None:
    app.loader.import_default_modules()
    own = [task for name, task in app.tasks.items() if name.startswith("apps.")]

    assert len(own) >= 2
    queues = {app.amqp.router.route({}, task.name)["queue"].name for task in own}
    assert queues == {queue.name for queue in QUEUES}


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks


def test_what_runs_at_night_wakes_the_database_once() -> None:
    moments = {repr(entry["schedule"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert len(moments) == 1


def test_every_queue_has_its_worker() -> None:
    for queue in QUEUES:
        worker = next(each for each in SERVICES if each.name == f"worker-{queue.name}")
        assert f"--queues {queue.name} " in worker.command
        assert worker.maximum == queue.maximum
        assert f"--time-limit {queue.time_limit} " in worker.command


def test_the_web_process_answers_every_path_that_django_knows() -> None:
    web = next(service for service in SERVICES if service.name == "web")
    first_segments = {
        re.split(r"[/^]", str(pattern.pattern).lstrip("^"))[0]
        for pattern in get_resolver().url_patterns
    }
    assert first_segments <= {*web.paths, *web.local_paths}


@pytest.mark.parametrize("module", ["topology", "environment", "prices"])
def test_tools_without_django_can_import_the_lists(module: str) -> None:
    tree = ast.parse((settings.BACKEND / "config" / f"{module}.py").read_text())
    imported = {
        name if name == "config.prices" else name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names | {"config.prices"}


def test_no_two_services_share_a_port_or_a_path() -> None:
    ports = [service.port for service in SERVICES if service.port]
    paths = [path for service in SERVICES for path in service.paths + service.local_paths]
    assert len(set(ports)) == len(ports)
    assert len(set(paths)) == len(paths)


def test_the_service_worker_leaves_the_same_paths_to_the_network() -> None:
    """Workbox wants the expression written inline, so it stands there a second time."""
    source = (settings.BACKEND.parent / "quasar" / "quasar.config.ts").read_text()
    expressions = re.findall(r"/\^\\/\(([a-z|]+)\)\(", source)
    paths = {path for service in SERVICES for path in service.paths + service.local_paths}

    assert len(expressions) == 2
    for expression in expressions:
        assert set(expression.split("|")) == paths
