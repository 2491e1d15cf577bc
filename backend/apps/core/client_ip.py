from ipaddress import ip_address, ip_network

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

IPV6_PREFIX_LENGTH = 64


def get_client_ip(request: HttpRequest) -> str | None:
    """Return the client's IP address, from the part of X-Forwarded-For that our proxies wrote."""
    ident: str = BaseThrottle().get_ident(request)  # type: ignore[arg-type] # only uses META
    try:
        return str(ip_address(ident))
    except ValueError:
        return None


def get_client_network(request: HttpRequest) -> str | None:
    """Return the network that rate limits count as one client: an IPv4 address, or the /64 that an
    IPv6 subscriber gets. Source: RFC 6177; RFC 4291, section 2.5.1."""
    address = get_client_ip(request)
    if address is None:
        return None
    parsed = ip_address(address)
    if parsed.version == 4:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, IPV6_PREFIX_LENGTH), strict=False))
