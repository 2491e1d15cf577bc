"""Keeps ECS from choosing a busy worker at scale-in.

Source: "Amazon ECS task scale-in protection endpoint". Without it any worker may be stopped, a busy
one too, and Fargate gives it two minutes at most.
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

MINUTES = 10
SECONDS_TO_ANSWER = 1


class Protection:
    """That of one worker. An agent that does not answer is logged and asked again: behind it the
    worker still puts unfinished work back when it is told to stop."""

    def __init__(self, agent: str, *, minutes: int = MINUTES) -> None:
        """`agent`: the address in `ECS_AGENT_URI`; empty where there is none."""
        self.agent = agent
        self.minutes = minutes
        self.asked_at: float | None = None
        """When protection was last given; None while the worker has none."""
        self.turn = threading.Lock()

    def take(self) -> None:
        """Before a task begins."""
        with self.turn:
            if self.asked_at is None:
                self._ask(protected=True)

    def tend(self, *, is_busy: Callable[[], bool]) -> None:
        """Renew at half its life, and give back once the worker is idle."""
        with self.turn:
            busy = is_busy()
            if not busy and self.asked_at is not None:
                self._ask(protected=False)
            elif busy and (
                self.asked_at is None or time.monotonic() - self.asked_at > self.minutes * 30
            ):
                self._ask(protected=True)

    def _ask(self, *, protected: bool) -> None:
        if not self.agent:
            return
        wish: dict[str, object] = {"ProtectionEnabled": protected}
        if protected:
            wish["ExpiresInMinutes"] = self.minutes
        request = urllib.request.Request(
            f"{self.agent}/task-protection/v1/state",
            data=json.dumps(wish).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        said: Any
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:
                said = json.load(answer)
        except (OSError, ValueError, HTTPException) as error:
            said = repr(error)
        if not isinstance(said, dict) or "protection" not in said:
            logger.warning("protection_not_set", protected=protected, reason=str(said)[:500])
            return
        self.asked_at = time.monotonic() if protected else None
