"""Smoke test of a deployed environment, at the end of a deployment or by an operator.

It requests the site as a browser does. Variables: `SITE_URL`; `SECONDS`: how long failures are
retried; `RESTS`: set if the environment may be stopped, in which case it is woken first.
"""

import http.client
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from custom_resource import StepFailedError, take_part

RETRY_INTERVAL_SECONDS = 5
# CloudFront gives the backend 60 seconds, as a database may have to resume.
TIMEOUT_SECONDS = 65
SCRIPT = re.compile(r'src="(/assets/[^"]+\.js)"')


class NotYetError(Exception):
    """A failed check, described as half a sentence."""


@dataclass(frozen=True)
class Response:
    status: int
    type: str
    body: bytes

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            raise NotYetError(f"returns {self.type or 'nothing'} instead of JSON") from None


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, list[str]] | None:
    if "RequestType" not in event:
        return {"wrong": smoke(has_page=True)}

    def step(properties: dict[str, Any]) -> None:
        wrong = smoke(has_page=properties["HasPage"] == "true")
        if wrong:
            raise StepFailedError("The smoke test failed. " + " ".join(wrong))

    take_part(event, step)
    return None


def smoke(*, has_page: bool) -> list[str]:
    """Return a sentence for each URL that fails."""
    deadline = time.monotonic() + float(os.environ["SECONDS"])
    checks: dict[str, Callable[[str], None]] = {}
    if os.environ["RESTS"]:
        checks["/wake"] = _is_awake
    checks |= {
        "/api/health-check/": _is_ok,
        "/api/ready/": _is_ready,
        "/api/site/": _is_json,
        "/graphql/": _executes_a_query,
        "/ws/live/": _has_a_socket_process,
        "/static/admin/css/base.css": _is_file,
    }
    if has_page:
        checks["/"] = _is_page
    wrong: list[str] = []
    for path, check in checks.items():
        if failure := _retry(check, path, until=deadline):
            wrong.append(f"{os.environ['SITE_URL']}{path} {failure}.")
            # If it is not awake, the other checks fail too.
            deadline = time.monotonic()
    return wrong


def _retry(check: Callable[[str], None], path: str, *, until: float) -> str:
    while True:
        try:
            check(path)
        except NotYetError as error:
            failure = str(error)
        except (OSError, http.client.HTTPException) as error:
            failure = f"does not respond: {error!r}"
        else:
            return ""
        if time.monotonic() >= until:
            return failure
        time.sleep(RETRY_INTERVAL_SECONDS)


def _is_awake(path: str) -> None:
    """Wake the environment as the button of `rest.py` does, and check that it runs."""
    _request("POST", path, headers={"x-amz-content-sha256": sha256(b"").hexdigest()})
    if _request("GET", path).status != http.HTTPStatus.SEE_OTHER:
        raise NotYetError("reports that it is not awake yet")


def _is_ok(path: str) -> None:
    if _expect(200, path).json() != {"state": "ok"}:
        raise NotYetError("does not report that it is ok")


def _is_ready(path: str) -> None:
    parts = _expect((200, 503), path).json()
    wrong = [f"{name} {part['state']}" for name, part in parts.items() if part["state"] != "ok"]
    if wrong:
        raise NotYetError("reports: " + ", ".join(wrong))


def _is_json(path: str) -> None:
    _expect(200, path).json()


def _executes_a_query(path: str) -> None:
    response = _expect(200, path, method="POST", body={"query": "{ __typename }"}).json()
    if response != {"data": {"__typename": "Query"}}:
        raise NotYetError(f"returns {response} for the simplest query")


def _has_a_socket_process(path: str) -> None:
    # Without an upgrade its process responds with 404; the load balancer would respond with 503.
    _expect(404, path)


def _is_file(path: str) -> None:
    if _expect(200, path).type.startswith("text/html"):
        raise NotYetError("is a page instead of a file")


def _is_page(path: str) -> None:
    page = _expect(200, path).body.decode(errors="replace")
    script = SCRIPT.search(page)
    if script is None:
        raise NotYetError("loads no script")
    try:
        _is_file(script[1])
    except NotYetError as error:
        raise NotYetError(f"loads {script[1]}, which {error}") from None


def _expect(
    status: int | tuple[int, ...], path: str, *, method: str = "GET", body: Any = None
) -> Response:
    response = _request(method, path, body)
    if response.status not in (status if isinstance(status, tuple) else (status,)):
        raise NotYetError(f"returns {response.status}")
    return response


def _request(
    method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> Response:
    host = urlsplit(os.environ["SITE_URL"]).netloc
    connection = http.client.HTTPSConnection(host, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(
            method,
            path,
            body=None if body is None else json.dumps(body),
            headers=headers or ({"Content-Type": "application/json"} if body is not None else {}),
        )
        response = connection.getresponse()
        return Response(response.status, response.headers.get("Content-Type", ""), response.read())
    finally:
        connection.close()
