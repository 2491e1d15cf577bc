"""Services of the topology as processes, for tests of what only they do."""

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings

from config.topology import SERVICES, Service
from local.process import kill_with_parent
from local.state import free_port

SECONDS = 120


class BackendProcesses:
    """The named services of the topology, on the database and the Redis of the test."""

    def __init__(self, folder: Path, *services: str) -> None:
        self.folder = folder
        database = settings.DATABASES["default"]["NAME"]
        address = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
        self.environment = os.environ | {
            "DATABASE_URL": f"{address}/{database}",
            "MEDIA_ROOT": str(folder / "media"),
            "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        }
        started = [service for service in SERVICES if service.name in services]
        self.ports = {service.name: free_port() for service in started if service.port}
        self.processes = {service.name: self._start(service) for service in started}

    def _start(self, service: Service) -> subprocess.Popen[bytes]:
        command = service.arguments(host="127.0.0.1", port=self.ports.get(service.name))
        if command[0] != "python":
            command = ["python", "-m", *command]
        with (self.folder / service.name).open("wb") as log:
            return subprocess.Popen(
                [sys.executable, *command[1:]],
                cwd=settings.BACKEND,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=kill_with_parent(),
            )

    def wait(self) -> None:
        """Wait until each process listens on its port."""
        deadline = monotonic() + SECONDS
        for name, port in self.ports.items():
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                assert monotonic() < deadline, (name, (self.folder / name).read_text())
                sleep(0.1)

    def stop(self) -> dict[str, str]:
        """Stop all processes and return {service: its output}."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(SECONDS)
        return {name: (self.folder / name).read_text() for name in self.processes}
