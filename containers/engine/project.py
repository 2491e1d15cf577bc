"""A Compose project in a copy of this checkout, whose files tests can change."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from local.paths import ROOT

BOUNDARY = "a-boundary-that-no-file-holds"


@dataclass(frozen=True, kw_only=True)
class Response:
    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(kw_only=True)
class Project:
    name: str
    file: str
    folder: Path
    port: int
    variables: dict[str, str] = field(default_factory=dict)
    token: str = ""
    """Access token of the signed-in user."""

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

    def get(self, path: str, **query: str) -> Response:
        return self._request("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: dict[str, Any]) -> Response:
        headers = {"Content-Type": "application/json"}
        return self._request("POST", path, body=json.dumps(body).encode(), headers=headers)

    def upload(self, path: str, *, name: str, content: bytes) -> Response:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._request("POST", path, body=body, headers=headers)

    def sign_in(self, *, email: str, password: str) -> None:
        response = self.post("/api/token/", {"email": email, "password": password})
        assert response.status == 200, response.body
        self.token = response.json()["access"]

    def _request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Response:
        request = Request(
            f"http://{self.host}:{self.port}{path}", data=body, method=method, headers=headers or {}
        )
        request.add_header("Host", f"localhost:{self.port}")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urlopen(request, timeout=30) as response:
                return Response(
                    status=response.status, headers=response.headers, body=response.read()
                )
        except HTTPError as error:
            return Response(status=error.code, headers=error.headers, body=error.read())

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
    _copy_checkout(project.folder)
    try:
        project.compose("up", "--build", "--detach", "--quiet-pull")
        wait_until(lambda: project.get("/").status == 200)
        yield project
    except BaseException:
        print(project.compose("logs", "--no-color", "--tail", "50"))
        raise
    finally:
        project.compose("down", "--volumes", "--timeout", "20")


def wait_until(met: Callable[[], bool], *, seconds: float = 120) -> None:
    """Wait until the condition holds; connection errors are retried."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if met():
                return
        except (OSError, HTTPException):
            pass
        assert time.monotonic() < deadline, f"condition not met within {seconds} s"
        time.sleep(0.2)


def _copy_checkout(folder: Path) -> None:
    """Copy the files known to git, and new ones."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
