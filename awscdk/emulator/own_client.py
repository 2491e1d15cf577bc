"""boto3 clients of the emulator itself: templates create resources through its API."""

from functools import cache
from threading import Lock
from typing import Any

from botocore.session import get_session
from ministack.core.responses import get_region

SESSION = get_session()
# Threads may share a client, but not a session.
LOCK = Lock()


def own_client(service: str) -> Any:
    return _client(service, get_region())


@cache
def _client(service: str, region: str) -> Any:
    with LOCK:
        return SESSION.create_client(service, region_name=region)
