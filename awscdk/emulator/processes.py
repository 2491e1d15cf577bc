"""Tasks as local processes, in place of the Docker containers that ministack starts.

Each task has its own loopback IP address, on which its processes listen on the ports of the
topology. Only services with a port, management commands and the canaries of a release run, and
workers that scale to zero if the environment has EMULATOR_RUNS_WORKERS; others are just listed as
running.
"""

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from awscdk.constants import ANY, MANAGEMENT
from awscdk.emulator.images import Images
from awscdk.emulator.rollouts import check_health
from awscdk.emulator.running import NO_HTTPS
from config.topology import SERVICES
from local.paths import PYTHON

RUN = {MANAGEMENT, *(entry.name for entry in SERVICES if entry.port)}
CANARY = "WORKER_CANARY"
# In addition, only where tests say so.
WORKERS = {entry.name for entry in SERVICES if not entry.minimum}
# Variables of the emulator that are passed to its tasks.
GIVEN = ("AWS_", "DATABASE_URL", "REDIS_URL", *NO_HTTPS)
CONTAINER, TASK = "com.amazonaws.ecs.container-name", "com.amazonaws.ecs.task-arn"


class Container:
    """The subset of docker-py's container that ministack uses. Without a process it runs until
    stopped."""

    def __init__(self, id: str, *, address: str, log: Path) -> None:
        self.id = id
        self.attrs = {"NetworkSettings": {"Networks": {"loopback": {"IPAddress": address}}}}
        self.process: subprocess.Popen[bytes] | None = None
        self._log = log
        self._stopped = threading.Event()

    def start(self, command: list[str], *, folder: Path, environment: Mapping[str, str]) -> None:
        with self._log.open("wb") as written:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )

    @property
    def status(self) -> str:
        ended = self._stopped.is_set() or (self.process and self.process.poll() is not None)
        return "exited" if ended else "running"

    def reload(self) -> None:
        """Do nothing: the state is read when needed."""

    def wait(self) -> dict[str, int]:
        return {"StatusCode": self.process.wait() if self.process else 0}

    def stop(self, timeout: float) -> None:
        self._stopped.set()
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout)
        self.process.kill()
        self.process.wait()

    def remove(self, **how: bool) -> None:
        self.stop(timeout=0)

    def logs(self, *, tail: int = 0, stream: bool = False, **what: bool) -> Any:
        return self._followed() if stream else b""

    def _followed(self) -> Iterator[bytes]:
        if self.process is None:
            return
        with self._log.open("rb") as written:
            while True:
                is_over = self.status == "exited"
                yield from written
                if is_over:
                    return
                self._stopped.wait(0.2)


class Containers:
    def __init__(self, home: Path, *, port: int, environment: Mapping[str, str]) -> None:
        """`port`: the emulator's, which is unique. `environment`: overrides the task's
        variables."""
        self._network = f"127.{port >> 8}.{port & 255}"
        self._images = Images(home)
        self._logs = home / "tasks"
        self._logs.mkdir(exist_ok=True)
        self._environment = environment
        self._run = RUN | WORKERS if "EMULATOR_RUNS_WORKERS" in os.environ else RUN
        self._known: dict[str, Container] = {}
        self._addresses: dict[str, str] = {}
        # Containers by name, by task.
        self._tasks: dict[str, dict[str, Container]] = {}
        self._numbers = count(1)
        self._lock = threading.Lock()

    def get(self, id: str) -> Container:
        return self._known[id]

    def run(
        self,
        image: str,
        *,
        command: list[str],
        environment: dict[str, str],
        labels: dict[str, str],
        **how: Any,
    ) -> Container:
        name, task = labels[CONTAINER], labels[TASK]
        with self._lock:
            number = next(self._numbers)
            if task not in self._addresses:
                self._addresses[task] = f"{self._network}.{len(self._addresses) + 1}"
            address = self._addresses[task]
            container = self._known[f"{number:064}"] = Container(
                f"{number:064}", address=address, log=self._logs / f"{number}-{name}.log"
            )
            started = self._tasks.setdefault(task, {})
            started[name] = container
        if name in self._run or CANARY in environment:
            folder = self._images.folder(image)
            container.start(
                [part.replace(ANY, address) for part in command],
                folder=folder,
                # The image's code, not the packages of this checkout that `.venv` refers to.
                environment={**environment, **self._environment, "PYTHONPATH": str(folder)},
            )
        try:
            check_health(
                task,
                started,
                address=address,
                has_ended=lambda: any(each.status == "exited" for each in started.values()),
            )
        except RuntimeError:
            # ministack stops the others, which it has been given already.
            container.stop(timeout=0)
            raise
        return container


class Processes:
    """The subset of docker-py's client that ministack uses."""

    def __init__(self, home: Path, *, port: int, environment: Mapping[str, str]) -> None:
        self.containers = Containers(home, port=port, environment=environment)
        self.images = self

    def get_registry_data(self, image: str, **how: Any) -> Any:
        # Images are found by name.
        raise LookupError(image)

    def get(self, image: str) -> Any:
        return image

    def pull(self, image: str, **how: Any) -> Any:
        return image


def environment_of_processes(emulator: Mapping[str, str]) -> dict[str, str]:
    """Return the substitutes for the VPC: stores without TLS, and the emulator as AWS."""
    return {
        "PATH": f"{PYTHON.parent}:{emulator['PATH']}",
        "PYTHONUNBUFFERED": "1",
        "DATABASE_SECRET_ARN": "",
        "REDIS_PASSWORD": "",
        **{name: value for name, value in emulator.items() if name.startswith(GIVEN)},
    }
