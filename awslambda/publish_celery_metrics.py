"""Trigger the sweep, every minute: the application counts its queues and repairs missed wakes.

Standard library only. Variables: `CELERY_METRICS_URL` and `CELERY_METRICS_TOKEN` of the endpoint.
"""

import json
import os
import urllib.error
import urllib.request
from typing import Any

TIMEOUT_SECONDS = 25


class SweepFailedError(Exception):
    """The application rejected the request. The invocation fails, which its alarm notices."""


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    """Return each queue's demand and workers, as reported by the application."""
    request = urllib.request.Request(
        os.environ["CELERY_METRICS_URL"],
        data=json.dumps({"celery_metrics_token": os.environ["CELERY_METRICS_TOKEN"]}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            queues: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        # The response only, as the request contains the token.
        body = error.read(2_000).decode(errors="replace")
        raise SweepFailedError(f"HTTP {error.code}: {body}") from None
    except (OSError, ValueError) as error:
        raise SweepFailedError(repr(error)) from None
    return queues
