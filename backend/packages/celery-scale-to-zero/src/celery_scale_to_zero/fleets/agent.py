"""A local stand-in for the ECS agent's protection endpoint."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LocalEcsAgent:
    """Endpoint for the workers of one machine, with a URL for each."""

    def __init__(self, is_silent: Callable[[], bool] = lambda: False) -> None:
        """`is_silent`: while True, requests are not answered."""
        self.protected_until: dict[str, float] = {}
        self.is_silent = is_silent
        agent = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                agent._respond(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
                """Log nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, name="agent", daemon=True).start()

    def url(self, worker: str) -> str:
        """Return the worker's `ECS_AGENT_URI`."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/{worker}"

    def protects(self, worker: str) -> bool:
        return self.protected_until.get(worker, 0.0) > time.time()

    def forget(self, worker: str) -> None:
        self.protected_until.pop(worker, None)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _respond(self, request: BaseHTTPRequestHandler) -> None:
        if self.is_silent():
            time.sleep(2)
            request.close_connection = True
            return
        requested = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        worker = request.path.split("/")[1]
        until = time.time() + 60 * requested.get("ExpiresInMinutes", 120)
        self.protected_until[worker] = until if requested["ProtectionEnabled"] else 0.0
        body = json.dumps(
            {"protection": {"ProtectionEnabled": requested["ProtectionEnabled"], "TaskArn": worker}}
        ).encode()
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
