"""Both compose files and nginx say what the backend's lists say.

That it then works is seen on an engine: `make test-containers`.
"""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.environment import VARIABLES, read
from config.headers import HEADERS, PAGE_POLICY
from config.topology import SERVICES, Service
from local.checkout import ROOT

DEVELOPMENT, PRODUCTION = "compose.yaml", "compose.production.yaml"
MONITORING = {"mailpit", "pgadmin", "redis-commander"}
OTHERS = {"postgres", "redis", "migrate", "workers", "frontend", "nginx"}
"""Beside those of the topology. `workers` are the services of every queue."""
BEGIN_AS_ROOT = {"postgres", "pgadmin"}
"""Their images' own entrypoints give that up."""
GIVEN = "given-in-dotenv-" * 4


def compose(file: str) -> dict[str, Any]:
    text = (ROOT / file).read_text()
    # As Compose does, with the variables that somebody has to give.
    text = re.sub(r"\$\{\w+:\?[^}]*\}", GIVEN, text)
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def services(file: str) -> dict[str, Any]:
    found: dict[str, Any] = compose(file)["services"]
    base = compose(DEVELOPMENT)["services"] if file == PRODUCTION else {}
    return {
        name: {**base[each["extends"]["service"]], **each} if "extends" in each else each
        for name, each in found.items()
    }


def command(service: dict[str, Any]) -> str:
    """What it runs, without the watcher that starts it anew."""
    given = service["command"]
    words = given if isinstance(given, list) else shlex.split(given)
    return str(words[-1]) if words[0] == "watchfiles" else shlex.join(words)


def of_the_backend(file: str) -> dict[str, Any]:
    return {
        name: each
        for name, each in services(file).items()
        if "DJANGO_SETTINGS_MODULE" in each.get("environment", {})
    }


both = pytest.mark.parametrize("file", [DEVELOPMENT, PRODUCTION])
always_on = [each for each in SERVICES if not each.name.startswith("worker-")]


@both
def test_every_service_of_the_topology_is_there_and_no_other(file: str) -> None:
    expected = OTHERS | {each.name for each in always_on}
    if file == DEVELOPMENT:
        expected |= MONITORING

    assert services(file).keys() == expected


@both
@pytest.mark.parametrize("entry", always_on, ids=lambda entry: entry.name)
def test_it_runs_what_the_topology_says(file: str, entry: Service) -> None:
    expected = shlex.join(entry.arguments(host="0.0.0.0", port=entry.port))

    assert command(services(file)[entry.name]) == expected


@both
def test_the_workers_of_every_queue_run_and_one_more_stands_by(file: str) -> None:
    workers = services(file)["workers"]

    assert command(workers).startswith("python manage.py local_fleet --all ")
    assert workers["deploy"]["replicas"] == 2


@both
def test_each_process_has_a_complete_environment_of_declared_variables(file: str) -> None:
    for name, service in of_the_backend(file).items():
        assert service["environment"].keys() <= {each.name for each in VARIABLES}, name
        read(service["environment"])


def test_production_runs_the_production_image_with_nothing_of_the_checkout() -> None:
    for name, service in of_the_backend(PRODUCTION).items():
        assert service["build"]["target"] == "production", name
        assert service["read_only"], name
        mounted = {volume.split(":")[0] for volume in service["volumes"]} - {"data"}
        assert mounted == ({"./awslambda"} if name == "workers" else set()), name


@both
def test_migrations_run_once_and_before_everything_else(file: str) -> None:
    for name, service in of_the_backend(file).items():
        before = service["depends_on"]
        if name == "migrate":
            assert {each: how["condition"] for each, how in before.items()} == {
                "postgres": "service_healthy",
                "redis": "service_healthy",
            }
        else:
            assert before["migrate"]["condition"] == "service_completed_successfully", name


@both
def test_nobody_is_root_and_nothing_can_be_gained(file: str) -> None:
    for name, service in services(file).items():
        if name in BEGIN_AS_ROOT:
            continue
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


@both
def test_only_this_machine_is_answered(file: str) -> None:
    for name, service in services(file).items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


@both
def test_data_is_kept_in_named_volumes(file: str) -> None:
    assert compose(file)["volumes"].keys() == {"postgres", "redis", "data"}


def test_what_looks_at_the_others_is_switched_on_by_the_template() -> None:
    profiled = {name for name, each in services(DEVELOPMENT).items() if "profiles" in each}
    depended_on = {
        other for each in services(DEVELOPMENT).values() for other in each.get("depends_on", [])
    }

    assert profiled == MONITORING
    assert not depended_on & MONITORING
    assert "\nCOMPOSE_PROFILES=monitoring\n" in (ROOT / ".env.template").read_text()


@both
def test_a_variable_that_compose_reads_is_in_the_template(file: str) -> None:
    template = (ROOT / ".env.template").read_text()
    for name in set(re.findall(r"\$\{(\w+)", (ROOT / file).read_text())):
        assert re.search(rf"^(# )?{name}=", template, re.MULTILINE), name


def test_pages_carry_the_headers_of_the_application() -> None:
    development, production = (
        yaml.safe_load(services(file)["frontend"]["environment"]["PAGE_HEADERS"])
        for file in (DEVELOPMENT, PRODUCTION)
    )

    # The development server writes scripts and styles into its pages, which a policy forbids.
    assert development == HEADERS
    assert production == {**HEADERS, "Content-Security-Policy": PAGE_POLICY}


def test_nginx_passes_each_path_to_whom_the_topology_says() -> None:
    configuration = (ROOT / "containers" / "nginx.conf").read_text()
    found = re.findall(
        r"location (.*) \{\s+set \$service (.*);\s+proxy_pass http://\$service;\s+\}", configuration
    )

    assert found == [
        *(
            (f"~ ^/({'|'.join(each.paths + each.local_paths)})(/|$)", f"{each.name}:{each.port}")
            for each in SERVICES
            if each.paths
        ),
        ("/", "frontend:9000"),
    ]
    assert configuration.count("proxy_pass") == len(found)


def test_files_that_are_mounted_are_there() -> None:
    for file in (DEVELOPMENT, PRODUCTION):
        for service in services(file).values():
            for volume in service.get("volumes", []):
                source = volume.split(":")[0]
                assert not source.startswith(".") or Path(ROOT / source).exists(), volume
