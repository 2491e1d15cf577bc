"""Who knocks: the address and the device, as far as a request tells."""

from dataclasses import dataclass

import ua_parser
from django.http import HttpRequest

from apps.core.requests import client_address

LONGEST_USER_AGENT = 500


@dataclass(frozen=True, kw_only=True)
class Visitor:
    address: str | None
    device: str
    """As in "Firefox on Ubuntu"; empty where the request does not say."""


def visitor_of(request: HttpRequest) -> Visitor:
    return Visitor(
        address=client_address(request), device=_device(request.headers.get("User-Agent", ""))
    )


def _device(user_agent: str) -> str:
    found = ua_parser.parse(user_agent[:LONGEST_USER_AGENT])
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    return " on ".join(filter(None, (browser, system)))[:100]
