"""A Compose project in a copy of this checkout, whose files tests can change."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from black_box.site import Site, wait_until
from local.testing.checkout import copy_checkout


@dataclass(kw_only=True)
class Project(Site):
    url: str = field(init=False)
    name: str
    file: str
    folder: Path
    port: int
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.url = f"http://localhost:{self.port}"

    def address(self, path: str) -> tuple[str, int]:
        return self.host, self.port

    @property
    def host(self) -> str:
        """Return the host of published ports: this machine or that of a remote engine."""
        return urlsplit(os.environ.get("DOCKER_HOST", "")).hostname or "127.0.0.1"

    def compose(self, *arguments: str) -> str:
        """Return the output. Raise CalledProcessError after printing it."""
        return self._run("compose", "--project-name", self.name, "--file", self.file, *arguments)

    def docker(self, *arguments: str) -> str:
        return self._run(*arguments)

    def containers(self, service: str) -> list[str]:
        return self.compose("ps", "--quiet", service).split()

    def processes(self, container: str) -> list[tuple[int, str]]:
        """Return user id and command line of each process, process 1 first."""
        lines = self.docker("top", container, "-eo", "pid,uid,args").splitlines()[1:]
        found = [line.split(maxsplit=2) for line in lines]
        return [(int(uid), command) for _, uid, command in found]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["docker", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PORT": str(self.port),
                "ADDRESS": "127.0.0.1" if self.host == "127.0.0.1" else "0.0.0.0",  # noqa: S104
                **self.variables,
            },
            capture_output=True,
            text=True,
        )
        if done.returncode:
            # pytest shows printed output beside the error.
            print(done.stdout, done.stderr)
            done.check_returncode()
        return done.stdout


@contextmanager
def running_project(project: Project) -> Iterator[Project]:
    """Build and start the project; yield once its front page responds."""
    copy_checkout(project.folder)
    try:
        project.compose("up", "--build", "--detach", "--quiet-pull")
        wait_until(lambda: project.get("/").status == 200)
        yield project
    except BaseException:
        print(project.compose("logs", "--no-color", "--tail", "50"))
        raise
    finally:
        project.compose("down", "--volumes", "--timeout", "20")
