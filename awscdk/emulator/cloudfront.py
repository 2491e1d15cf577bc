"""CloudFront features that ministack lacks.

Aliases, VPC origins, load balancers with HTTPS, and signed URLs.
"""

import asyncio
import time
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from ministack import app
from ministack.services import acm, alb, cloudfront

from awscdk.emulator.signed_url import SignatureError, verify_signed_url

Response = tuple[int, dict[str, str], bytes]


def complete_cloudfront() -> None:
    _route_aliases()
    _read_vpc_origins()
    _read_trusted_key_groups()
    _verify_signatures()
    cloudfront._fetch_from_alb_origin = _fetch_from_load_balancer


def _route_aliases() -> None:
    label_of = app._parse_cloudfront_dataplane_host

    def label(host: str) -> str | None:
        own: str | None = label_of(host)
        if own is not None:
            return own
        for distribution in cloudfront._distributions.values():
            if host.partition(":")[0] in _aliases(distribution["config_xml"]):
                domain: str = distribution["DomainName"]
                return domain.partition(".")[0]
        return None

    app._parse_cloudfront_dataplane_host = label


@cache
def _aliases(config: str) -> list[str]:
    """Return the aliases of a distribution. Called for every request to the emulator."""
    aliases: list[str] = cloudfront._get_distribution_aliases({"config_xml": config})
    return aliases


def _read_vpc_origins() -> None:
    """Read ports and protocol from the VPC origin instead of the distribution."""
    read = cloudfront._dataplane_origin

    def read_origin(element: Any) -> dict[str, Any]:
        origin: dict[str, Any] = read(element)
        config = cloudfront._find(element, "VpcOriginConfig")
        if config is None:
            return origin
        found = cloudfront._vpc_origins[cloudfront._text(config, "VpcOriginId")]
        endpoint = found["VpcOriginEndpointConfig"]
        return {
            **origin,
            "http_port": endpoint["HTTPPort"],
            "https_port": endpoint["HTTPSPort"],
            "protocol_policy": endpoint["OriginProtocolPolicy"],
            "read_timeout": int(cloudfront._text(config, "OriginReadTimeout", "30")),
        }

    cloudfront._dataplane_origin = read_origin


async def _fetch_from_load_balancer(
    balancer: dict[str, Any],
    origin: dict[str, Any],
    method: str,
    uri: str,
    query: str,
    headers: dict[str, str],
    body: bytes,
    viewer_is_https: bool,
    client_ip: str,
    forwarded_for: str,
) -> tuple[int, str, list[tuple[str, str]], bytes]:
    """Route through the listener's rules and targets.

    The certificate has to match the forwarded host or the origin, as in a TLS handshake.
    """
    _, port, is_https = cloudfront._origin_connect_target(origin, viewer_is_https)
    sent = cloudfront._origin_request_headers(origin, headers, client_ip, forwarded_for)
    sent = {name.lower(): value for name, value in sent.items()}
    listener = next(
        (
            each
            for each in alb._listeners.values()
            if each["LoadBalancerArn"] == balancer["LoadBalancerArn"] and each["Port"] == port
        ),
        None,
    )
    if listener is None or listener["Protocol"] != ("HTTPS" if is_https else "HTTP"):
        raise cloudfront.OriginUnreachable(f"no listener on port {port}")
    if is_https and not _certificate_names(listener) & {sent["host"], origin["domain_name"]}:
        raise cloudfront.OriginUnreachable(f"the certificate does not cover {sent['host']}")
    try:
        status, response_headers, data = await asyncio.wait_for(
            alb.dispatch_request(
                balancer,
                method,
                uri,
                sent,
                body,
                parse_qs(query, keep_blank_values=True),
                port,
                client_ip=client_ip,
                raw_query_string=query,
            ),
            origin["read_timeout"],
        )
    except TimeoutError as error:
        raise cloudfront.OriginTimeout(str(error)) from error
    if not isinstance(data, bytes):
        data = await cloudfront._collect_streaming_body(data, origin["read_timeout"])
    pairs = [
        (name, value)
        for name, values in response_headers.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return status, "", pairs, data


def _certificate_names(listener: dict[str, Any]) -> set[str]:
    """Return the host names of the listener's certificates."""
    return {
        name
        for each in listener.get("Certificates", [])
        for name in acm._certificates[each]["SubjectAlternativeNames"]
    }


def _read_trusted_key_groups() -> None:
    read = cloudfront._dataplane_behavior

    def read_behavior(element: Any, path_pattern: str | None = None) -> dict[str, Any]:
        trusted = cloudfront._find(element, "TrustedKeyGroups")
        items = cloudfront._find(trusted, "Items") if trusted is not None else None
        return {
            **read(element, path_pattern),
            "trusted_key_groups": [each.text for each in items] if items is not None else [],
        }

    cloudfront._dataplane_behavior = read_behavior


def _verify_signatures() -> None:
    handle = cloudfront.handle_viewer_request

    async def handle_signed(
        distribution: dict[str, Any],
        method: str,
        path: str,
        raw_path: str,
        query: str,
        headers: dict[str, str],
        body: bytes,
        parameters: dict[str, list[str]],
        client_ip: str = "127.0.0.1",
    ) -> Response:
        config = cloudfront.parse_distribution_dataplane_config(distribution)
        behavior = cloudfront._match_behavior(config, path)
        is_https = headers.get("x-forwarded-proto") == "https"
        if is_https and behavior["trusted_key_groups"]:
            try:
                query = verify_signed_url(
                    url=f"https://{headers['host']}{raw_path}",
                    query=query,
                    public_keys=_public_keys(behavior["trusted_key_groups"]),
                    now=time.time(),
                )
            except SignatureError as error:
                return _forbidden(error)
            parameters = parse_qs(query, keep_blank_values=True)
        response: Response = await handle(
            distribution, method, path, raw_path, query, headers, body, parameters, client_ip
        )
        return response

    cloudfront.handle_viewer_request = handle_signed


def _public_keys(groups: list[str]) -> dict[str, str]:
    return {
        key: cloudfront._public_keys[key]["Config"]["EncodedKey"]
        for group in groups
        for key in cloudfront._key_groups[group]["Config"]["Items"]
    }


def _forbidden(error: SignatureError) -> Response:
    content = f"<Error><Code>{error.code}</Code><Message>{error.message}</Message></Error>"
    return (
        403,
        {"Content-Type": "text/xml", "X-Cache": "Error from cloudfront"},
        f'<?xml version="1.0" encoding="UTF-8"?>{content}'.encode(),
    )
