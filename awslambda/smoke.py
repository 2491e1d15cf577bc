"""Invoked at the end of a deployment, or by a person: does what was deployed do its work?

It asks the one address, as a browser would. `SITE_URL`; `SECONDS`: how long what does not work is
asked again; `RESTS`: whether the environment may be at rest. What rests is woken first: what does
not run cannot be proven.
"""

import http.client
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from custom_resource import StepFailedError, take_part

SECONDS_BETWEEN_TRIES = 5
SECONDS_TO_ANSWER = 65
"""CloudFront gives the backend 60: a database may have to wake up."""
SCRIPT = re.compile(r'src="(/assets/[^"]+\.js)"')


class NotYetError(Exception):
    """What is wrong there, as half a sentence."""


@dataclass(frozen=True)
class Answer:
    status: int
    type: str
    body: bytes

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            raise NotYetError(f"answers {self.type or 'nothing'} instead of JSON") from None


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, list[str]] | None:
    if "RequestType" not in event:
        return {"wrong": smoke(has_page=True)}

    def step(properties: dict[str, Any]) -> None:
        wrong = smoke(has_page=properties["HasPage"] == "true")
        if wrong:
            raise StepFailedError("It does not work. " + " ".join(wrong))

    take_part(event, step)
    return None


def smoke(*, has_page: bool) -> list[str]:
    """A sentence for each address that does not do its work."""
    deadline = time.monotonic() + float(os.environ["SECONDS"])
    checks: dict[str, Callable[[str], None]] = {}
    if os.environ["RESTS"]:
        checks["/wake"] = _is_awake
    checks |= {
        "/api/health-check/": _is_ok,
        "/api/ready/": _is_ready,
        "/api/site/": _is_json,
        "/graphql/": _answers_a_query,
        "/ws/live/": _has_a_socket_process,
        "/static/admin/css/base.css": _is_file,
    }
    if has_page:
        checks["/"] = _is_page
    wrong: list[str] = []
    for path, check in checks.items():
        if complaint := _tried(check, path, until=deadline):
            wrong.append(f"{os.environ['SITE_URL']}{path} {complaint}.")
            # What is not awake does nothing else; and what waited this long, the others did too.
            deadline = time.monotonic()
    return wrong


def _tried(check: Callable[[str], None], path: str, *, until: float) -> str:
    while True:
        try:
            check(path)
        except NotYetError as error:
            complaint = str(error)
        except (OSError, http.client.HTTPException) as error:
            complaint = f"does not answer: {error!r}"
        else:
            return ""
        if time.monotonic() >= until:
            return complaint
        time.sleep(SECONDS_BETWEEN_TRIES)


def _is_awake(path: str) -> None:
    if _ask("GET", path).status != http.HTTPStatus.SEE_OTHER:
        raise NotYetError("still wakes it up")


def _is_ok(path: str) -> None:
    if _expect(200, path).json() != {"state": "ok"}:
        raise NotYetError("does not say that it is ok")


def _is_ready(path: str) -> None:
    parts = _expect((200, 503), path).json()
    wrong = [f"{name} {part['state']}" for name, part in parts.items() if part["state"] != "ok"]
    if wrong:
        raise NotYetError("says: " + ", ".join(wrong))


def _is_json(path: str) -> None:
    _expect(200, path).json()


def _answers_a_query(path: str) -> None:
    answer = _expect(200, path, method="POST", body={"query": "{ __typename }"}).json()
    if answer != {"data": {"__typename": "Query"}}:
        raise NotYetError(f"answers {answer} to the simplest query")


def _has_a_socket_process(path: str) -> None:
    # Asked without the words of a socket, it knows no such page; the load balancer would say 503.
    _expect(404, path)


def _is_file(path: str) -> None:
    if _expect(200, path).type.startswith("text/html"):
        raise NotYetError("is a page, where a file should be")


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
) -> Answer:
    answer = _ask(method, path, body)
    if answer.status not in (status if isinstance(status, tuple) else (status,)):
        raise NotYetError(f"answers {answer.status}")
    return answer


def _ask(method: str, path: str, body: Any = None) -> Answer:
    host = urlsplit(os.environ["SITE_URL"]).netloc
    connection = http.client.HTTPSConnection(host, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request(
            method,
            path,
            body=None if body is None else json.dumps(body),
            headers={"Content-Type": "application/json"} if body is not None else {},
        )
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers.get("Content-Type", ""), answer.read())
    finally:
        connection.close()
