"""Protect a busy worker from ECS scale-in.

Source: "Amazon ECS task scale-in protection endpoint". Without it any worker may be stopped, a busy
one too, and Fargate gives it at most two minutes.
"""

import json
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

import structlog

logger = structlog.get_logger(__name__)

PROTECTION_MINUTES = 10
TIMEOUT_SECONDS = 1


class Protection:
    """The scale-in protection of one worker.

    A failing agent is logged and called again: without protection the worker still requeues
    unfinished work when it receives SIGTERM.
    """

    def __init__(self, agent: str, *, minutes: int = PROTECTION_MINUTES) -> None:
        """`agent`: the URL in `ECS_AGENT_URI`; empty disables protection."""
        self.agent = agent
        self.minutes = minutes
        self.protected_at: float | None = None
        """Time when protection was last set; None while there is none."""
        self.lock = threading.Lock()

    def take(self) -> None:
        """Request protection before a task begins."""
        with self.lock:
            if self.protected_at is None:
                self._set(protected=True)

    def update(self, *, is_busy: Callable[[], bool]) -> None:
        """Renew protection at half its lifetime, and end it once the worker is idle."""
        with self.lock:
            busy = is_busy()
            if not busy and self.protected_at is not None:
                self._set(protected=False)
            elif busy and (
                self.protected_at is None
                or time.monotonic() - self.protected_at > self.minutes * 30
            ):
                self._set(protected=True)

    def _set(self, *, protected: bool) -> None:
        if not self.agent:
            return
        body: dict[str, object] = {"ProtectionEnabled": protected}
        if protected:
            body["ExpiresInMinutes"] = self.minutes
        request = urllib.request.Request(
            f"{self.agent}/task-protection/v1/state",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        reply: Any
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                reply = json.load(response)
        except (OSError, ValueError, HTTPException) as error:
            reply = repr(error)
        if not isinstance(reply, dict) or "protection" not in reply:
            logger.warning("protection_not_set", protected=protected, reason=str(reply)[:500])
            return
        self.protected_at = time.monotonic() if protected else None
