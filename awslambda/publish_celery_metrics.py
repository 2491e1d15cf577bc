"""Invoked every minute: has the application count its queues, mend what was missed and publish it.

Standard library only. `CELERY_METRICS_URL`: the address of the endpoint; `CELERY_METRICS_TOKEN`:
what the application knows it by.
"""

import json
import os
import urllib.error
import urllib.request
from typing import Any

SECONDS_TO_ANSWER = 25


class SweepFailedError(Exception):
    """The application did not do it. The invocation fails, which its alarm hears."""


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    """Each queue's demand and workers, as the application answered."""
    request = urllib.request.Request(
        os.environ["CELERY_METRICS_URL"],
        data=json.dumps({"celery_metrics_token": os.environ["CELERY_METRICS_TOKEN"]}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as response:
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        # What it said, not what it was asked: the token is a secret.
        said = error.read(2_000).decode(errors="replace")
        raise SweepFailedError(f"HTTP {error.code}: {said}") from None
    except (OSError, ValueError) as error:
        raise SweepFailedError(repr(error)) from None
    return answer
