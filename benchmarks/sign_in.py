"""The effect of twenty logins per second on other requests: `GET /api/users/me/`.

`make bench`. The web process as config.topology starts it, with the production hasher and its own
Postgres and Valkey. Logins come from another process, so that they do not slow each other.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import count
from statistics import quantiles
from threading import local
from time import monotonic, perf_counter, sleep
from typing import Any

from benchmarks.databases import application, output_of
from benchmarks.web import access_of, web

DATABASE = "bench_sign_in"
PASSWORD = "correct-horse-battery"  # noqa: S105 of test accounts
# Enough to stay below all login rate limits.
ACCOUNTS = 400
SIGN_INS_A_SECOND = 20
SECONDS = 6
# Short and alternating, so that other load on the machine affects both alike.
ROUNDS = 6
# Between two measured requests.
PAUSE = 0.02
GOAL = 3.0
# Status, milliseconds.
Response = tuple[int, float]


def main() -> None:
    # Its settings have production's hasher.
    with application(DATABASE) as (_, _, environment):
        access = prepare(environment)
        with web(environment) as port:
            measure(port, access)


def measure(port: int, access: str) -> None:
    print(f"GET /api/users/me/: p95, ms, alone and beside {SIGN_INS_A_SECOND} sign-ins a second\n")
    print("round    alone   beside   ratio   signed in   their p95   rejected   failed")
    send_requests(port, access, seconds=3)
    all_alone: list[Response] = []
    all_beside: list[Response] = []
    all_sign_ins: list[Response] = []
    for number in range(1, ROUNDS + 1):
        alone = send_requests(port, access, seconds=SECONDS)
        with load(port) as sign_ins:
            beside = send_requests(port, access, seconds=SECONDS)
        show(str(number), alone, beside, sign_ins)
        all_alone += alone
        all_beside += beside
        all_sign_ins += sign_ins
    show("all", all_alone, all_beside, all_sign_ins)
    print(f"\nThe goal is a ratio of at most {GOAL:.0f}.")


def show(
    name: str, alone: list[Response], beside: list[Response], sign_ins: list[Response]
) -> None:
    done = [response for response in sign_ins if response[0] == 200]
    busy = sum(status == 503 for status, _ in sign_ins)
    print(
        f"{name:>5}{p95(alone):>9.1f}{p95(beside):>9.1f}{p95(beside) / p95(alone):>8.1f}"
        f"{len(done):>12}{p95(done):>12.0f}{busy:>11}{len(sign_ins) - len(done) - busy:>9}"
    )


def p95(responses: list[Response]) -> float:
    if len(responses) < 2:
        return float("nan")
    return quantiles([milliseconds for _, milliseconds in responses], n=20)[-1]


def send_requests(port: int, access: str, *, seconds: float) -> list[Response]:
    """Send requests one after the other, as a page does."""
    responses = []
    until = monotonic() + seconds
    while monotonic() < until:
        headers = {"Authorization": f"Bearer {access}"}
        responses.append(request(port, "GET", "/api/users/me/", headers))
        assert responses[-1][0] == 200, responses[-1]
        sleep(PAUSE)
    return responses


@contextmanager
def load(port: int) -> Iterator[list[Response]]:
    """Log in during the block; the list of responses is complete at its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sign_in", "load", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    sleep(1.5)
    responses: list[Response] = []
    try:
        yield responses
    finally:
        output, _ = process.communicate("")
    responses += [(status, milliseconds) for status, milliseconds in json.loads(output)]


def sign_in_until_stopped(port: int) -> None:
    """Log in at a steady rate, whatever the response times."""
    began, responses = monotonic(), []
    with ThreadPoolExecutor() as reader, ThreadPoolExecutor(max_workers=50) as users:
        end = reader.submit(sys.stdin.read)
        for number in count():
            sleep(max(0, began + number / SIGN_INS_A_SECOND - monotonic()))
            if end.done():
                break
            responses.append(users.submit(sign_in, port, number))
    print(json.dumps([response.result() for response in responses]))


def sign_in(port: int, number: int) -> Response:
    body = json.dumps({"email": email(number % ACCOUNTS), "password": PASSWORD})
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    return request(port, "POST", "/api/session/", headers, body)


def email(number: int) -> str:
    return f"bench{number}@example.com"


_held = local()


def request(
    port: int, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> Response:
    """Send a request over a kept connection per thread, as the load balancer does."""
    started = perf_counter()
    for _ in range(2):
        held: Any = _held.__dict__.setdefault("connection", HTTPConnection("127.0.0.1", port))
        try:
            held.request(method, path, body, headers)
            response = held.getresponse()
            response.read()
        except (HTTPException, OSError):
            # The server has closed it.
            del _held.__dict__["connection"]
            continue
        return response.status, (perf_counter() - started) * 1000
    return 0, (perf_counter() - started) * 1000


def prepare(environment: dict[str, str]) -> str:
    """Create accounts, and return an access token of another, valid for the whole run."""
    code = f"""
from django.contrib.auth.hashers import make_password
from apps.accounts.models import User
password = make_password({PASSWORD!r})
User.objects.bulk_create(
    User(email=f"bench{{number}}@example.com", handle=f"bench{{number}}", password=password)
    for number in range({ACCOUNTS + 1})
)
"""
    output_of(code, environment)
    return access_of(f"bench{ACCOUNTS}", environment)


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        sign_in_until_stopped(int(sys.argv[2]))
    else:
        main()
