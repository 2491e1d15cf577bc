"""Fetch the title of a web page at a URL that a user chose.

Protected against server-side request forgery: only public IP addresses are contacted, exactly the
address that was checked (DNS may resolve differently a moment later), and each redirect is checked
again. Time and size are limited.
"""

import socket
import ssl
from codecs import getincrementaldecoder
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from ipaddress import IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from apps.links.canonical_urls import DEFAULT_PORTS, InvalidUrlError, split_url
from apps.links.models.link import MAX_TITLE_LENGTH
from apps.links.normalization import FORBIDDEN_CHARACTERS

MAX_BYTES = 512 * 1024
CHUNK_SIZE = 16 * 1024
# For the whole fetch, from the DNS query to the last byte.
TIMEOUT_SECONDS = 8.0
CONNECT_TIMEOUT_SECONDS = 3.0
# Other ports may belong to internal services.
ALLOWED_PORTS = {80, 443}
# Excludes the IPv6 forms of IPv4 addresses: mapped, compatible, NAT64.
GLOBAL_UNICAST = IPv6Network("2000::/3")
DNS_EXECUTOR = ThreadPoolExecutor(max_workers=4, thread_name_prefix="names")
MAX_REDIRECTS = 3
REDIRECT_STATUSES = (301, 302, 303, 307, 308)
HTML_TYPES = ("text/html", "application/xhtml+xml")


class UnreadablePageError(Exception):
    """The page does not exist, may not be fetched, or is too slow or too large."""


def fetch_title(url: str) -> str:
    """Return the title of the page, or "" if it has none. Raise UnreadablePageError."""
    deadline = monotonic() + TIMEOUT_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        try:
            with _request_page(url, deadline) as page:
                if page.status not in REDIRECT_STATUSES:
                    return _read_title(page, deadline)
                url = urljoin(url, page.headers.get("Location", ""))
        except (InvalidUrlError, HTTPError, OSError, ValueError) as error:
            raise UnreadablePageError(str(error)) from error
    raise UnreadablePageError("Too many redirects.")


def is_public_ip(address: str) -> bool:
    """Return whether the IP address is on the public internet."""
    ip = ip_address(address)
    if ip.version == 6 and (ip not in GLOBAL_UNICAST or ip.sixtofour or ip.teredo):
        return False
    return ip.is_global and not ip.is_multicast


@contextmanager
def _request_page(url: str, deadline: float) -> Iterator[HTTPResponse]:
    parts = split_url(url)
    connection = _connection(parts, deadline)
    try:
        connection.connect()
        with _shut_down_at(connection.sock, deadline):
            path = parts.path or "/"
            connection.request(
                "GET",
                f"{path}?{parts.query}" if parts.query else path,
                headers={
                    "Host": parts.netloc,
                    "User-Agent": "title-reader",
                    "Accept": ", ".join(HTML_TYPES),
                },
                preload_content=False,
            )
            yield connection.getresponse()
    finally:
        connection.close()


def _connection(parts: SplitResult, deadline: float) -> HTTPConnection:
    host, _, explicit_port = parts.netloc.partition(":")
    port = int(explicit_port or DEFAULT_PORTS[parts.scheme])
    if port not in ALLOWED_PORTS:
        raise UnreadablePageError(f"Port {port} is not allowed.")
    ip = _resolve_public_ip(host, port, deadline)
    # A TLS handshake has to complete within it.
    timeout = min(CONNECT_TIMEOUT_SECONDS, _seconds_left(deadline))
    if parts.scheme == "http":
        return HTTPConnection(ip, port, timeout=timeout)
    return HTTPSConnection(
        ip,
        port,
        timeout=timeout,
        server_hostname=host,
        assert_hostname=host,
        cert_reqs=ssl.CERT_REQUIRED,
    )


@contextmanager
def _shut_down_at(sock: socket.socket, deadline: float) -> Iterator[None]:
    """Close the connection at the deadline; a socket's timeout restarts with each byte."""

    def close() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(_seconds_left(deadline), close)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _resolve_public_ip(host: str, port: int, deadline: float) -> str:
    # getaddrinfo has no timeout; past the deadline it continues in its thread.
    query = DNS_EXECUTOR.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in query.result(timeout=_seconds_left(deadline))]
    # A private address among public ones is an attack.
    if not addresses or not all(map(is_public_ip, addresses)):
        raise UnreadablePageError(f"{host} is not public.")
    return addresses[0]


def _read_title(response: HTTPResponse, deadline: float) -> str:
    content_type, _, charset = response.headers.get("Content-Type", "").partition(";")
    if response.status != 200 or content_type.strip().lower() not in HTML_TYPES:
        raise UnreadablePageError(f"{response.status}, {content_type}")
    reader = _TitleReader()
    decoder = getincrementaldecoder(_encoding(charset))(errors="replace")
    for chunk in _read_chunks(response, deadline):
        reader.feed(decoder.decode(chunk))
        if reader.is_done:
            break
    if not reader.is_done:
        _seconds_left(deadline)  # a closed connection looks like the end of the page
    # The title is a suggestion, which the user can submit as it is.
    title = FORBIDDEN_CHARACTERS.sub("", reader.title)
    return " ".join(title.split())[:MAX_TITLE_LENGTH]


def _read_chunks(response: HTTPResponse, deadline: float) -> Iterator[bytes]:
    read = 0
    # The decompressed size counts: a few compressed bytes may expand to gigabytes.
    for chunk in response.stream(CHUNK_SIZE, decode_content=True):
        read += len(chunk)
        if read > MAX_BYTES:
            return
        _seconds_left(deadline)
        yield chunk


def _seconds_left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise UnreadablePageError("Timed out.")
    return left


def _encoding(charset: str) -> str:
    name = charset.partition("charset=")[2].strip().strip('"') or "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


class _TitleReader(HTMLParser):
    """Collect the text of the first <title>."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.is_within = False
        self.is_done = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_within = self.is_within or (tag == "title" and not self.is_done)
        # An SVG image in the body may have a title of its own.
        self.is_done = self.is_done or tag == "body"

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self.is_within:
            self.is_within, self.is_done = False, True

    def handle_data(self, data: str) -> None:
        if self.is_within:
            self.title += data
