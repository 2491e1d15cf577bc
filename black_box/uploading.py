"""An upload by an operator, watched over a WebSocket and by the number of workers."""

import json
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from black_box.live_socket import SOCKET, open_socket
from black_box.site import Site, wait_until
from black_box.target import Target

QUEUE = "imports"
IMPORT_TIMEOUT_SECONDS = 180
POLL_SECONDS = 0.5
# Rows that no other upload of the account has, so that the import is never a duplicate.
SHOP = secrets.token_hex(4)
CSV = (
    "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
    f"01/02/2026,01/02/2026,Shop {SHOP},Food,Sale,-9.00,\n"
    f"01/03/2026,01/03/2026,Cafe {SHOP},Food,Sale,-4.50,\n"
).encode()


@dataclass(frozen=True, kw_only=True)
class Upload:
    statement: dict[str, Any]
    events: list[dict[str, Any]]
    workers_before: int
    workers_meanwhile: int
    """The highest number seen."""
    seconds: float


def upload_statement(target: Target) -> Upload:
    """Upload a statement and wait until it is imported or rejected."""
    site = target.site
    site.sign_in(email=target.email, password=target.password)
    # Those of another upload leave first.
    wait_until(lambda: workers(site) == 0, seconds=IMPORT_TIMEOUT_SECONDS)
    before, highest, events = workers(site), 0, []
    ticket = site.post("/api/socket-tickets/", {}).json()["ticket"]
    with open_socket(site, f"{SOCKET}?ticket={ticket}") as live:
        began = time.monotonic()
        response = site.upload("/api/statements/", name="chase.csv", content=CSV)
        assert response.status == 201, response.body
        path = f"/api/statements/{response.json()['id']}/"
        while time.monotonic() < began + IMPORT_TIMEOUT_SECONDS:
            highest = max(highest, workers(site))
            with suppress(TimeoutError):
                events.append(json.loads(live.recv(timeout=POLL_SECONDS)))
            if events and events[-1]["type"] == "statement.finished":
                break
        seconds = time.monotonic() - began
    return Upload(
        statement=site.get(path).json(),
        events=events,
        workers_before=before,
        workers_meanwhile=highest,
        seconds=seconds,
    )


def workers(site: Site) -> int:
    """Return the workers of the queue that start or run, as operators see them."""
    (queue,) = (
        each for each in site.get("/api/scaling/").json()["queues"] if each["name"] == QUEUE
    )
    return int(queue["starting"] + queue["busy"] + queue["idle"])
