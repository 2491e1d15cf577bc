import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from local.oauth_stub.messages import OAuthError, Request, Response
from local.oauth_stub.provider import OAuthStub

Endpoint = Callable[[OAuthStub, Request], Response]


def _authorize(provider: str) -> dict[str, Endpoint]:
    return {
        "GET": lambda stub, request: stub.show_page(provider, request.query),
        "POST": lambda stub, request: stub.decide(provider, request.query, request.form),
    }


ROUTES: dict[str, dict[str, Endpoint]] = {
    "/o/oauth2/v2/auth": _authorize("google"),
    "/token": {"POST": lambda stub, request: stub.exchange("google", request.form)},
    "/oauth2/v3/userinfo": {"GET": OAuthStub.google_user},
    "/login/oauth/authorize": _authorize("github"),
    "/login/oauth/access_token": {
        "POST": lambda stub, request: stub.exchange("github", request.form)
    },
    "/user": {"GET": OAuthStub.github_user},
    "/user/emails": {"GET": OAuthStub.github_emails},
    "/dialog/oauth": _authorize("facebook"),
    "/oauth/access_token": {"GET": lambda stub, request: stub.exchange("facebook", request.query)},
    "/me": {"GET": OAuthStub.facebook_user},
}


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        self._respond({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode(errors="replace")
        self._respond(dict(parse_qsl(body, keep_blank_values=True)))

    def log_message(self, *_: object) -> None:
        """Log nothing: URLs contain codes and tokens."""

    def _respond(self, form: dict[str, str]) -> None:
        url = urlsplit(self.path)
        # Facebook's paths begin with a version.
        path = re.sub(r"\A/v\d+\.\d+(?=/)", "", url.path)
        request = Request(
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            form=form,
            authorization=self.headers.get("Authorization", ""),
        )
        endpoint = ROUTES.get(path, {}).get(self.command)
        try:
            if endpoint is None:
                raise OAuthError(f"There is no endpoint at {path}.", HTTPStatus.NOT_FOUND)
            response = endpoint(self.server.stub, request)
        except OAuthError as error:
            response = error.response
        self._send(response)

    def _send(self, response: Response) -> None:
        is_page = isinstance(response.body, str)
        body = (response.body if is_page else json.dumps(response.body)).encode()
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        kind = "text/html; charset=utf-8" if is_page else "application/json"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        try:
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:  # the client has closed the connection
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, stub: OAuthStub) -> None:
        self.stub = stub
        super().__init__(("127.0.0.1", port), _Handler)


@contextmanager
def running_oauth_stub(*, port: int = 0) -> Iterator[str]:
    """Run the server during the block; yield its URL. A `port` of 0 chooses a free one."""
    stub = OAuthStub()
    with _Server(port, stub) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            stub.stopping.set()
            server.shutdown()
            thread.join()
