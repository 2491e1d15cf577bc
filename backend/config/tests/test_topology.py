import ast
import re
import sys

import pytest
from django.conf import settings
from django.urls import get_resolver

from config.celery import app
from config.topology import QUEUES, SERVICES


def test_every_task_is_routed_to_a_served_queue() -> None:
    app.loader.import_default_modules()
    own = [task for name, task in app.tasks.items() if name.startswith("apps.")]

    assert len(own) >= 2
    queues = {app.amqp.router.route({}, task.name)["queue"].name for task in own}
    assert queues == {queue.name for queue in QUEUES}  # sample: statements
    # without statements: assert queues <= {queue.name for queue in QUEUES}


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks


def test_nightly_tasks_wake_the_database_once() -> None:
    """But what looks into the broker first, by day and night."""
    moments = {
        repr(entry["schedule"])
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
        if name != "reconcile jobs"
    }
    assert len(moments) == 1


def test_every_queue_has_its_worker() -> None:
    for queue in QUEUES:
        worker = next(each for each in SERVICES if each.name == f"worker-{queue.name}")
        assert f"--queues {queue.name} " in worker.command
        assert worker.maximum == queue.maximum
        assert f"--time-limit {queue.time_limit} " in worker.command
        assert f"--soft-time-limit {queue.soft_time_limit} " in worker.command
        assert 0 < queue.soft_time_limit < queue.time_limit
        assert f"--max-memory-per-child {queue.child_memory * 1024} " in worker.command
        assert queue.child_memory * queue.concurrency < queue.memory


def test_web_process_serves_every_path_of_django() -> None:
    web = next(service for service in SERVICES if service.name == "web")
    first_segments = {
        re.split(r"[/^]", str(pattern.pattern).lstrip("^"))[0]
        for pattern in get_resolver().url_patterns
    }
    assert first_segments <= {*web.paths, *web.local_paths}


@pytest.mark.parametrize("module", ["topology", "environment", "prices"])
def test_lists_import_without_django(module: str) -> None:
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


def test_services_have_distinct_ports_and_paths() -> None:
    ports = [service.port for service in SERVICES if service.port]
    paths = [path for service in SERVICES for path in service.paths + service.local_paths]
    assert len(set(ports)) == len(ports)
    assert len(set(paths)) == len(paths)


def test_service_worker_excludes_the_backend_paths() -> None:
    worker = settings.BACKEND.parent / "quasar" / "src-pwa" / "sw" / "custom-sw.ts"
    expressions = re.findall(r"/\^\\/\(([a-z|]+)\)\(", worker.read_text())
    paths = {path for service in SERVICES for path in service.paths + service.local_paths}

    assert [set(expression.split("|")) for expression in expressions] == [paths]
