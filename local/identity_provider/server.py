import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from local.identity_provider.messages import Answer, Asked, NotGrantedError
from local.identity_provider.provider import IdentityProvider

Reaction = Callable[[IdentityProvider, Asked], Answer]


def _authorize(provider: str) -> dict[str, Reaction]:
    return {
        "GET": lambda memory, asked: memory.show_page(provider, asked.query),
        "POST": lambda memory, asked: memory.decide(provider, asked.query, asked.form),
    }


ROUTES: dict[str, dict[str, Reaction]] = {
    "/o/oauth2/v2/auth": _authorize("google"),
    "/token": {"POST": lambda memory, asked: memory.exchange("google", asked.form)},
    "/oauth2/v3/userinfo": {"GET": IdentityProvider.google_user},
    "/login/oauth/authorize": _authorize("github"),
    "/login/oauth/access_token": {
        "POST": lambda memory, asked: memory.exchange("github", asked.form)
    },
    "/user": {"GET": IdentityProvider.github_user},
    "/user/emails": {"GET": IdentityProvider.github_emails},
    "/dialog/oauth": _authorize("facebook"),
    "/oauth/access_token": {"GET": lambda memory, asked: memory.exchange("facebook", asked.query)},
    "/me": {"GET": IdentityProvider.facebook_user},
}


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode(errors="replace")
        self._answer(dict(parse_qsl(body, keep_blank_values=True)))

    def log_message(self, *_: object) -> None:
        """Log nothing: URLs contain codes and tokens."""

    def _answer(self, form: dict[str, str]) -> None:
        url = urlsplit(self.path)
        # Facebook's paths begin with a version.
        path = re.sub(r"\A/v\d+\.\d+(?=/)", "", url.path)
        asked = Asked(
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            form=form,
            authorization=self.headers.get("Authorization", ""),
        )
        reaction = ROUTES.get(path, {}).get(self.command)
        try:
            if reaction is None:
                raise NotGrantedError(f"Nothing answers at {path}.", HTTPStatus.NOT_FOUND)
            answer = reaction(self.server.memory, asked)
        except NotGrantedError as error:
            answer = error.answer
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        is_page = isinstance(answer.body, str)
        body = (answer.body if is_page else json.dumps(answer.body)).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
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

    def __init__(self, port: int, memory: IdentityProvider) -> None:
        self.memory = memory
        super().__init__(("127.0.0.1", port), _Handler)


@contextmanager
def identity_provider(*, port: int = 0) -> Iterator[str]:
    """Run the server during the block; yield its URL. A `port` of 0 chooses a free one."""
    memory = IdentityProvider()
    with _Server(port, memory) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            memory.stopping.set()
            server.shutdown()
            thread.join()
