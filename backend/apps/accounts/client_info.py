"""IP address and device of a client."""

from dataclasses import dataclass

import ua_parser
from django.http import HttpRequest

from apps.core.client_ip import get_client_ip

MAX_USER_AGENT_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class ClientInfo:
    ip_address: str | None
    device: str
    """Such as "Firefox on Ubuntu"; empty if unknown."""


def get_client_info(request: HttpRequest) -> ClientInfo:
    return ClientInfo(
        ip_address=get_client_ip(request),
        device=_describe_device(request.headers.get("User-Agent", "")),
    )


def _describe_device(user_agent: str) -> str:
    found = ua_parser.parse(user_agent[:MAX_USER_AGENT_LENGTH])
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    return " on ".join(filter(None, (browser, system)))[:100]
