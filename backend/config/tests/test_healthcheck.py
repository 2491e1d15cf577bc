"""Health check of a container's first process. The images' use of it is tested on an engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from config import healthcheck
from config.healthcheck import address
from config.topology import SERVICES, Service

WEB = next(each for each in SERVICES if each.name == "web")


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_health_check_requests_the_url_of_the_topology(service: Service) -> None:
    command = " ".join(service.arguments(host="0.0.0.0", port=service.port))
    expected = f"http://127.0.0.1:{service.port}{service.health_check}"

    for running in (command, f"/opt/venv/bin/python /opt/venv/bin/{command}", f"watch {command}"):
        assert address(running) == (expected if service.health_check else None)


def test_health_check_skips_management_commands() -> None:
    assert address("python manage.py migrate") is None


def test_health_check_fails_without_a_response(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, unused_tcp_port: int
) -> None:
    command_line = tmp_path / "cmdline"
    command_line.write_text("gunicorn\0config.wsgi\0--bind\0")
    monkeypatch.setattr(healthcheck, "COMMAND_LINE", command_line)
    nowhere = replace(WEB, port=unused_tcp_port)
    monkeypatch.setattr(healthcheck, "SERVICES", (nowhere,))

    with pytest.raises(SystemExit, match=f"127.0.0.1:{unused_tcp_port}/api/health-check/: "):
        healthcheck.main()
