"""The scheduled function against the real endpoint, over HTTP."""

import ast
import sys
from typing import Any

import pytest
from django.conf import settings

from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.fleets.local import LocalFleet
from config.management.commands.local_fleet import LAMBDA, load_lambda


@pytest.fixture
def invoke(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    LocalFleet().report(queues=[queue.name for queue in scaling().queues], workers=[])
    monkeypatch.setenv("CELERY_METRICS_URL", f"{live_server.url}/api/celery-metrics/")
    monkeypatch.setenv("CELERY_METRICS_TOKEN", scaling().token)
    return load_lambda().lambda_handler


def test_sweep_function_counts_every_queue(invoke: Any) -> None:
    response = invoke({}, None)
    assert set(response) == {queue.name for queue in scaling().queues}
    assert all(counted["demand"] >= 0 for counted in response.values())


def test_http_error_fails_the_invocation_and_hides_the_token(
    invoke: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELERY_METRICS_TOKEN", "not-the-token")
    with pytest.raises(Exception, match="HTTP 401") as failed:
        invoke({}, None)
    assert type(failed.value).__name__ == "SweepFailedError"
    assert "not-the-token" not in str(failed.value)


def test_unavailable_application_fails_the_invocation(
    invoke: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELERY_METRICS_URL", "http://127.0.0.1:1/")
    with pytest.raises(Exception, match="refused"):
        invoke({}, None)


def test_sweep_function_imports_only_the_standard_library() -> None:
    tree = ast.parse(LAMBDA.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    names = {alias.name.split(".")[0] for node in imports for alias in node.names}
    names |= {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names
    assert settings.BACKEND not in LAMBDA.parents
