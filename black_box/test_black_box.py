"""The list of checks for every target: what a user gets from a running application.

In this order: the last test stops it.
"""

import time
from urllib.parse import urlsplit

import pytest

from black_box.live_socket import code_without_ticket
from black_box.site import wait_until
from black_box.target import Target
from black_box.uploading import CSV, QUEUE, Upload, workers
from config.security_headers import HEADERS

STATUSES = {
    "/api/health-check/": 200,
    "/api/ready/": 200,
    "/graphql/": 400,
    # To the sign-in page.
    "/admin/login/": 302,
    "/static/admin/css/base.css": 200,
    "/media/nothing.png": 404,
    # A plain request where a socket is expected.
    "/ws/live/": 404,
    "/flower/": 302,
}
LEAVE_TIMEOUT_SECONDS = 180  # sample: statements


def test_every_path_of_the_backend_responds(target: Target) -> None:
    found = {path: target.site.get(path).status for path in STATUSES}

    assert found == STATUSES


def test_page_has_security_headers(target: Target) -> None:
    if target.without_pages:
        pytest.skip(target.without_pages)
    page = target.site.get("/")

    assert page.status == 200
    assert b"<html" in page.body
    assert {name: page.headers[name] for name in HEADERS} == HEADERS


def test_api_has_security_headers(target: Target) -> None:
    headers = target.site.get("/api/site/").headers

    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_login_requires_the_password(target: Target) -> None:
    wrong = {"email": target.email, "password": "wrong-password-of-the-tests"}
    assert target.site.post("/api/token/", wrong).status == 401
    assert target.site.request("GET", "/api/users/me/", anonymous=True).status == 401

    target.site.sign_in(email=target.email, password=target.password)

    assert target.site.get("/api/users/me/").json()["email"] == target.email


def test_socket_requires_a_ticket(target: Target) -> None:
    assert code_without_ticket(target.site) == 4401


# sample: statements begin
def test_uploaded_file_is_imported(upload: Upload) -> None:
    assert upload.statement["status"] == "imported"
    assert upload.statement["rows_imported"] == 2


def test_live_event_tells_the_page(upload: Upload) -> None:
    finished = [each for each in upload.events if each["type"] == "statement.finished"]

    assert [(each["statement"], each["status"]) for each in finished] == [
        (upload.statement["id"], "imported")
    ]


def test_worker_starts_from_zero_and_leaves(target: Target, upload: Upload) -> None:
    assert upload.workers_before == 0
    assert upload.workers_meanwhile >= 1

    began = time.monotonic()
    wait_until(lambda: workers(target.site) == 0, seconds=LEAVE_TIMEOUT_SECONDS)
    seconds = time.monotonic() - began
    print(f"{QUEUE}: imported after {upload.seconds:.1f} s, no worker {seconds:.0f} s later")


def test_private_file_requires_its_signed_url(target: Target, upload: Upload) -> None:
    url = target.site.get(f"/api/statements/{upload.statement['id']}/file/").json()["url"]
    parts = urlsplit(url)
    signed = f"{parts.path}?{parts.query}"
    assert parts.path.startswith("/media/private/")

    def status(path: str) -> int:
        return target.site.request("GET", path, anonymous=True).status

    assert target.site.request("GET", signed, anonymous=True).body == CSV
    assert status(parts.path) == 403
    another = signed.replace(parts.path, parts.path.rpartition("/")[0] + "/another.csv")
    assert status(another) == 403


# sample: statements end
def test_processes_end_on_sigterm(target: Target) -> None:
    if target.stop is None:
        pytest.skip("this test does not stop an application that it did not start")
    target.stop()
