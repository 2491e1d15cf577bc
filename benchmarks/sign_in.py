"""What twenty sign-ins a second leave to everybody else: `GET /api/users/me/` alone, and beside.

`make bench`. The web process as config.topology starts it, with the production hasher, a Postgres
and a Valkey of its own. Who signs in is another process, so that it does not wait for itself.
"""

import json
import os
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

from benchmarks.databases import database, migrate, told_by
from benchmarks.web import access_of, web

DATABASE = "bench_sign_in"
PASSWORD = "correct-horse-battery"  # noqa: S105 of nobody
ACCOUNTS = 400
"""So many that no limit on sign-ins is reached."""
SIGN_INS_A_SECOND = 20
SECONDS = 6
ROUNDS = 6
"""Short and many, by turns: what else the machine does meanwhile strikes both alike."""
PAUSE = 0.02
"""Between two of the measured requests."""
GOAL = 3.0
Answer = tuple[int, float]
"""Status, milliseconds."""


def main() -> None:
    with database(DATABASE) as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            # Production's hasher; what is left out is AWS.
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "SITE_URL": "http://127.0.0.1",
        }
        access = prepare(environment)
        with web(environment) as port:
            measure(port, access)


def measure(port: int, access: str) -> None:
    print(f"GET /api/users/me/: p95, ms, alone and beside {SIGN_INS_A_SECOND} sign-ins a second\n")
    print("round    alone   beside   ratio   signed in   their p95   told to wait   failed")
    ask_for(port, access, seconds=3)
    all_alone: list[Answer] = []
    all_beside: list[Answer] = []
    all_sign_ins: list[Answer] = []
    for number in range(1, ROUNDS + 1):
        alone = ask_for(port, access, seconds=SECONDS)
        with load(port) as sign_ins:
            beside = ask_for(port, access, seconds=SECONDS)
        show(str(number), alone, beside, sign_ins)
        all_alone += alone
        all_beside += beside
        all_sign_ins += sign_ins
    show("all", all_alone, all_beside, all_sign_ins)
    print(f"\nThe goal is a ratio of at most {GOAL:.0f}.")


def show(name: str, alone: list[Answer], beside: list[Answer], sign_ins: list[Answer]) -> None:
    done = [answer for answer in sign_ins if answer[0] == 200]
    busy = sum(status == 503 for status, _ in sign_ins)
    print(
        f"{name:>5}{p95(alone):>9.1f}{p95(beside):>9.1f}{p95(beside) / p95(alone):>8.1f}"
        f"{len(done):>12}{p95(done):>12.0f}{busy:>15}{len(sign_ins) - len(done) - busy:>9}"
    )


def p95(answers: list[Answer]) -> float:
    if len(answers) < 2:
        return float("nan")
    return quantiles([milliseconds for _, milliseconds in answers], n=20)[-1]


def ask_for(port: int, access: str, *, seconds: float) -> list[Answer]:
    """One after the other, as a page does."""
    asked = []
    until = monotonic() + seconds
    while monotonic() < until:
        headers = {"Authorization": f"Bearer {access}"}
        asked.append(request(port, "GET", "/api/users/me/", headers))
        assert asked[-1][0] == 200, asked[-1]
        sleep(PAUSE)
    return asked


@contextmanager
def load(port: int) -> Iterator[list[Answer]]:
    """Sign-ins while it is open; their answers once it is closed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sign_in", "load", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    sleep(1.5)
    answers: list[Answer] = []
    try:
        yield answers
    finally:
        told, _ = process.communicate("")
    answers += [(status, milliseconds) for status, milliseconds in json.loads(told)]


def sign_in_until_told(port: int) -> None:
    """At a steady rate, however long the answers take."""
    began, answers = monotonic(), []
    with ThreadPoolExecutor() as told, ThreadPoolExecutor(max_workers=50) as people:
        end = told.submit(sys.stdin.read)
        for number in count():
            sleep(max(0, began + number / SIGN_INS_A_SECOND - monotonic()))
            if end.done():
                break
            answers.append(people.submit(sign_in, port, number))
    print(json.dumps([answer.result() for answer in answers]))


def sign_in(port: int, number: int) -> Answer:
    body = json.dumps({"email": email(number % ACCOUNTS), "password": PASSWORD})
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    return request(port, "POST", "/api/session/", headers, body)


def email(number: int) -> str:
    return f"bench{number}@example.com"


_held = local()


def request(
    port: int, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> Answer:
    """Over a connection that is kept, one for each thread, as the load balancer keeps them."""
    started = perf_counter()
    for _ in range(2):
        held: Any = _held.__dict__.setdefault("connection", HTTPConnection("127.0.0.1", port))
        try:
            held.request(method, path, body, headers)
            answer = held.getresponse()
            answer.read()
        except (HTTPException, OSError):
            # The server closed it meanwhile.
            del _held.__dict__["connection"]
            continue
        return answer.status, (perf_counter() - started) * 1000
    return 0, (perf_counter() - started) * 1000


def prepare(environment: dict[str, str]) -> str:
    """Accounts, and an access token of one more, good for the whole run."""
    migrate(environment)
    code = f"""
from django.contrib.auth.hashers import make_password
from apps.accounts.models import User
password = make_password({PASSWORD!r})
User.objects.bulk_create(
    User(email=f"bench{{number}}@example.com", handle=f"bench{{number}}", password=password)
    for number in range({ACCOUNTS + 1})
)
"""
    told_by(code, environment)
    return access_of(f"bench{ACCOUNTS}", environment)


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        sign_in_until_told(int(sys.argv[2]))
    else:
        main()
