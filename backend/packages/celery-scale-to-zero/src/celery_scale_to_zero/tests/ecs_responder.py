"""A small ECS over HTTP, for what the emulator lacks: client tokens, failures, late responses."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Response = tuple[int, dict[str, Any]]
Handler = Callable[[dict[str, Any]], Response | None]


@dataclass
class Task:
    arn: str
    token: str
    """WORKER_START in the environment of the container."""
    provider: str
    started_by: str
    revision: int
    status: str = "RUNNING"
    desired: str = "RUNNING"
    created: float = field(default_factory=time.time)
    variables: dict[str, str] = field(default_factory=dict)
    """Other variables of its container."""


class EcsResponder:
    """Responds to the four calls of a task fleet.

    `handlers`: each is asked once, in order, before a RunTask; a response replaces that of ECS.
    """

    def __init__(self, start: Callable[[Task], None] = lambda task: None) -> None:
        self.tasks: list[Task] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.handlers: list[Handler] = []
        self.revision = 1
        self.lists_new_tasks = True
        """False: ListTasks is not consistent with RunTask yet."""
        self._start = start
        self._tokens: dict[str, Task] = {}
        self._lock = threading.Lock()
        responder = self

        class RequestHandler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                responder._respond(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
                """Log nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), RequestHandler)
        self.server.daemon_threads = True
        # Closed soon after each test.
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def requests(self, operation: str) -> list[dict[str, Any]]:
        return [body for name, body in self.calls if name == operation]

    @property
    def running(self) -> list[Task]:
        return [task for task in self.tasks if task.desired == "RUNNING"]

    def _respond(self, request: BaseHTTPRequestHandler) -> None:
        operation = request.headers["X-Amz-Target"].rpartition(".")[2]
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        with self._lock:
            self.calls.append((operation, body))
            handler = self.handlers.pop(0) if operation == "RunTask" and self.handlers else None
        status, response = (handler and handler(body)) or getattr(self, f"_{operation}")(body)
        content = json.dumps(response).encode()
        try:
            request.send_response(status)
            request.send_header("Content-Type", "application/x-amz-json-1.1")
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)
        except OSError:
            pass  # the client has not waited

    def _RunTask(self, body: dict[str, Any]) -> Response:  # noqa: N802 - the operation's name
        with self._lock:
            task = self._tokens.get(body["clientToken"])
            if task is None:
                ((container,),) = (body["overrides"]["containerOverrides"],)
                variables = {each["name"]: each["value"] for each in container["environment"]}
                task = Task(
                    arn=f"arn:aws:ecs:us-east-1:123456789012:task/{len(self.tasks)}",
                    token=variables.pop("WORKER_START"),
                    variables=variables,
                    provider=body["capacityProviderStrategy"][0]["capacityProvider"],
                    started_by=body["startedBy"],
                    revision=self.revision,
                )
                self._tokens[body["clientToken"]] = task
                self.tasks.append(task)
                self._start(task)
        return 200, {"tasks": [_described(task)], "failures": []}

    def _ListTasks(self, body: dict[str, Any]) -> Response:  # noqa: N802 - the operation's name
        assert body.keys() <= {"cluster", "startedBy", "nextToken"}, "startedBy is the only filter"
        found = [
            task.arn
            for task in self.running
            if task.started_by == body["startedBy"] and self.lists_new_tasks
        ]
        return 200, {"taskArns": found}

    def _DescribeTasks(self, body: dict[str, Any]) -> Response:  # noqa: N802 - the operation's name
        found = [_described(task) for task in self.tasks if task.arn in body["tasks"]]
        return 200, {"tasks": found, "failures": []}

    def _StopTask(self, body: dict[str, Any]) -> Response:  # noqa: N802 - the operation's name
        (task,) = (task for task in self.tasks if task.arn == body["task"])
        task.desired = "STOPPED"
        return 200, {"task": _described(task)}


def _described(task: Task) -> dict[str, Any]:
    return {
        "taskArn": task.arn,
        "lastStatus": task.status,
        "desiredStatus": task.desired,
        "createdAt": task.created,
        "capacityProviderName": task.provider,
        "overrides": {
            "containerOverrides": [
                {
                    "name": task.started_by,
                    "environment": [{"name": "WORKER_START", "value": task.token}],
                }
            ]
        },
    }


def error(code: str, message: str = "", *, status: int = 400) -> Response:
    return status, {"__type": code, "message": message}


def failure(reason: str) -> Response:
    return 200, {"tasks": [], "failures": [{"reason": reason}]}
