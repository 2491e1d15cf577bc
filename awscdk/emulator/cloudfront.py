"""CloudFront in front of ministack, which lacks aliases, signed URLs and HTTPS to origins.

ministack applies behaviors, functions, policies and error pages. It requests every origin from this
server, where `origins.py` answers.
"""

import asyncio
import time
from fnmatch import fnmatchcase
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, unquote

from ministack.services import cloudfront

from awscdk.constants import ORIGIN_TIMEOUT_SECONDS
from awscdk.emulator.http_messages import (
    Application,
    Receive,
    Request,
    Response,
    Scope,
    Send,
    read_body,
    send_response,
)
from awscdk.emulator.origins import HEADER, Origins
from awscdk.emulator.own_client import own_client
from awscdk.emulator.signed_url import SignatureError, verify_signed_url


class CloudFront:
    """The emulator as a web server. `port`: its own."""

    def __init__(self, ministack: Application, *, port: int) -> None:
        self._ministack = ministack
        self._origins = Origins(ministack, port=port)
        _request_origins_from(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._ministack(scope, receive, send)
            return
        request = Request.of(scope)
        if HEADER in request.headers:
            await self._origins.respond(request, scope, receive, send)
            return
        summary = await _distribution(request.headers.get("host", ""))
        if summary is None:
            await self._ministack(scope, receive, send)
            return
        client = scope["client"][0]
        response = await _respond(summary, request, await read_body(receive), client)
        await send_response(response, receive, send)


def _request_origins_from(port: int) -> None:
    """Replace the origins with this server, and name them in a header."""
    parse = cloudfront.parse_distribution_dataplane_config

    def parse_with_own_origins(distribution: dict[str, Any]) -> dict[str, Any]:
        config: dict[str, Any] = parse(distribution)
        for name, origin in config["origins"].items():
            origin |= {
                "domain_name": "127.0.0.1",
                "http_port": port,
                "protocol_policy": "http-only",
                # That of our templates.
                "read_timeout": ORIGIN_TIMEOUT_SECONDS,
                "s3_bucket": None,
                "custom_headers": [
                    *origin["custom_headers"],
                    (HEADER, f"{distribution['Id']} {name}"),
                ],
            }
        return config

    cloudfront.parse_distribution_dataplane_config = parse_with_own_origins


async def _distribution(host: str) -> Any:
    """Return the summary of the distribution with the host name, or None."""
    name = host.partition(":")[0].lower()
    if _is_address(name) or name.endswith((".amazonaws.com", ".on.aws")):
        return None
    listed = await asyncio.to_thread(own_client("cloudfront").list_distributions)
    for each in listed["DistributionList"].get("Items", []):
        if name in (each["DomainName"].lower(), *each["Aliases"].get("Items", [])):
            return each
    return None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return "." not in name
    return True


async def _respond(summary: Any, request: Request, body: bytes, client: str) -> Response:
    query = request.query
    try:
        if request.headers.get("x-forwarded-proto") == "https":
            query = await asyncio.to_thread(_verify, summary, request)
    except SignatureError as error:
        return _forbidden(error)
    label = summary["DomainName"].partition(".")[0]
    response: Response = await cloudfront.handle_viewer_request(
        cloudfront.find_distribution_for_label(label),
        request.method,
        unquote(request.path),
        request.path,
        query,
        request.headers,
        body,
        parse_qs(query, keep_blank_values=True),
        client,
    )
    return response


def _verify(summary: Any, request: Request) -> str:
    """Return the query without a signature. Raise SignatureError if one is required and wrong."""
    groups = _behavior(summary, unquote(request.path)).get("TrustedKeyGroups", {}).get("Items", [])
    if not groups:
        return request.query
    return verify_signed_url(
        url=f"https://{request.headers['host']}{request.path}",
        query=request.query,
        public_keys=_public_keys(groups),
        now=time.time(),
    )


def _behavior(summary: Any, path: str) -> Any:
    config = own_client("cloudfront").get_distribution_config(Id=summary["Id"])[
        "DistributionConfig"
    ]
    for each in config.get("CacheBehaviors", {}).get("Items", []):
        if fnmatchcase(path.lstrip("/"), each["PathPattern"].lstrip("/")):
            return each
    return config["DefaultCacheBehavior"]


def _public_keys(groups: list[str]) -> dict[str, str]:
    keys = own_client("cloudfront")
    return {
        key: keys.get_public_key(Id=key)["PublicKey"]["PublicKeyConfig"]["EncodedKey"]
        for group in groups
        for key in keys.get_key_group(Id=group)["KeyGroup"]["KeyGroupConfig"]["Items"]
    }


def _forbidden(error: SignatureError) -> Response:
    content = f"<Error><Code>{error.code}</Code><Message>{error.message}</Message></Error>"
    return (
        403,
        {"Content-Type": "text/xml", "X-Cache": "Error from cloudfront"},
        f'<?xml version="1.0" encoding="UTF-8"?>{content}'.encode(),
    )
