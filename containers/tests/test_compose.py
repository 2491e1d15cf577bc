"""The compose files and nginx match the topology and the environment variables."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from config.environment import VARIABLES, read
from config.security_headers import HEADERS, PAGE_POLICY
from config.topology import SERVICES, Service
from local.paths import BACKEND, ROOT

DEVELOPMENT, PRODUCTION = "compose.yaml", "compose.production.yaml"
MONITORING = {"mailpit", "pgadmin", "redis-commander"}
# In addition to the topology. `workers` are the services of every queue.
OTHERS = {"postgres", "redis", "migrate", "workers", "frontend", "nginx"}
# Their images' own entrypoints drop root.
BEGIN_AS_ROOT = {"postgres", "pgadmin"}
GIVEN = "given-in-dotenv-" * 4


def compose(file: str) -> dict[str, Any]:
    text = (ROOT / file).read_text()
    # Interpolated as by Compose, with the required variables.
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
    """Return the command without the reloader."""
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
def test_compose_has_exactly_the_topology_services(file: str) -> None:
    expected = OTHERS | {each.name for each in always_on}
    if file == DEVELOPMENT:
        expected |= MONITORING

    assert services(file).keys() == expected


@both
@pytest.mark.parametrize("entry", always_on, ids=lambda entry: entry.name)
def test_compose_runs_the_topology_command(file: str, entry: Service) -> None:
    expected = shlex.join(entry.arguments(host="0.0.0.0", port=entry.port))

    assert command(services(file)[entry.name]) == expected


@both
def test_compose_runs_workers_of_every_queue(file: str) -> None:
    workers = services(file)["workers"]

    assert command(workers).startswith("python manage.py local_fleet --all ")
    assert workers["deploy"]["replicas"] == 2


@both
def test_compose_services_have_complete_environments(file: str) -> None:
    for name, service in of_the_backend(file).items():
        assert service["environment"].keys() <= {each.name for each in VARIABLES}, name
        read(service["environment"])


@both
def test_containers_call_no_aws(file: str) -> None:
    """Each sweep would fail without a region."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings as s; print([s.SCALING.namespace])",
        ],
        cwd=BACKEND,
        env=of_the_backend(file)["web"]["environment"],
        capture_output=True,
        text=True,
    )
    assert (done.stderr, done.stdout) == ("", "['']\n")


def test_production_uses_the_image_without_checkout() -> None:
    for name, service in of_the_backend(PRODUCTION).items():
        assert service["build"]["target"] == "production", name
        assert service["read_only"], name
        mounted = {volume.split(":")[0] for volume in service["volumes"]} - {"data"}
        assert mounted == ({"./awslambda"} if name == "workers" else set()), name


@both
def test_migrations_run_once_and_first(file: str) -> None:
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
def test_containers_run_unprivileged(file: str) -> None:
    for name, service in services(file).items():
        if name in BEGIN_AS_ROOT:
            continue
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


@both
def test_ports_are_published_on_loopback(file: str) -> None:
    for name, service in services(file).items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


@both
def test_data_is_stored_in_named_volumes(file: str) -> None:
    assert compose(file)["volumes"].keys() == {"postgres", "redis", "data"}


def test_images_of_monitoring_have_a_version() -> None:
    for name in MONITORING:
        image = services(DEVELOPMENT)[name]["image"]
        assert re.search(r":v?\d+\.\d+", image), name


def test_profile_of_monitoring_is_in_the_template() -> None:
    profiled = {name for name, each in services(DEVELOPMENT).items() if "profiles" in each}
    depended_on = {
        other for each in services(DEVELOPMENT).values() for other in each.get("depends_on", [])
    }

    assert profiled == MONITORING
    assert not depended_on & MONITORING
    assert "\n# COMPOSE_PROFILES=monitoring\n" in (ROOT / ".env.template").read_text()


@both
def test_compose_variables_are_in_the_template(file: str) -> None:
    template = (ROOT / ".env.template").read_text()
    for name in set(re.findall(r"\$\{(\w+)", (ROOT / file).read_text())):
        assert re.search(rf"^(# )?{name}=", template, re.MULTILINE), name


def test_nginx_pages_have_the_security_headers() -> None:
    development, production = (
        yaml.safe_load(services(file)["frontend"]["environment"]["PAGE_HEADERS"])
        for file in (DEVELOPMENT, PRODUCTION)
    )

    # The development server adds inline scripts and styles, which the policy forbids.
    assert development == HEADERS
    assert production == {**HEADERS, "Content-Security-Policy": PAGE_POLICY}


def test_nginx_routes_paths_as_the_topology() -> None:
    configuration = (ROOT / "containers" / "nginx.conf").read_text()
    found = re.findall(
        r"location (.*) \{[^}]*?\s+set \$service (.*);\s+proxy_pass http://\$service;\s+\}",
        configuration,
    )

    assert found == [
        ("= /api/statements/", "web:8000"),  # sample: statements
        *(
            (f"~ ^/({'|'.join(each.paths + each.local_paths)})(/|$)", f"{each.name}:{each.port}")
            for each in SERVICES
            if each.paths
        ),
        ("/", "frontend:9000"),
    ]
    assert configuration.count("proxy_pass") == len(found)


# sample: statements begin
def test_nginx_streams_only_uploads() -> None:
    configuration = (ROOT / "containers" / "nginx.conf").read_text()
    unlimited = ["client_max_body_size 0;", "proxy_request_buffering off;"]
    upload = configuration.partition(f"location = {reverse('statement-list')} {{")[2]
    upload = upload.partition("}")[0]

    for directive in unlimited:
        assert configuration.count(directive) == 1
        assert directive in upload
    assert "client_max_body_size 1m;" in configuration
    assert "limit_conn addresses 500;" in configuration


# sample: statements end


def test_mounted_files_exist() -> None:
    for file in (DEVELOPMENT, PRODUCTION):
        for service in services(file).values():
            for volume in service.get("volumes", []):
                source = volume.split(":")[0]
                assert not source.startswith(".") or Path(ROOT / source).exists(), volume
