"""The server asked by itself: what a template makes is made, and read back, through one API."""

from typing import Any

from botocore.session import get_session
from ministack.core.responses import get_region


def own_client(service: str) -> Any:
    return get_session().create_client(service, region_name=get_region())
