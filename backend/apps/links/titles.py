"""The title of a page, read from wherever somebody says it is.

A stranger chooses the address, and the server goes there: so it goes to public machines alone, to
the very address that was looked at (a name may mean another one a moment later), again for each
redirection, and takes neither long nor much.
"""

import socket
from codecs import getincrementaldecoder
from collections.abc import Iterator
from html.parser import HTMLParser
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Retry, Timeout
from urllib3.exceptions import HTTPError

from apps.links.addresses import PORTS, BadAddressError, split
from apps.links.models.link import LONGEST_TITLE

MOST_BYTES = 512 * 1024
PIECE = 16 * 1024
SECONDS = 8.0
"""For all of it."""
SECONDS_TO_CONNECT = 3.0
MOST_REDIRECTIONS = 3
REDIRECTIONS = (301, 302, 303, 307, 308)
PAGES = ("text/html", "application/xhtml+xml")


class UnreadableError(Exception):
    """There is no such page, or it may not be asked for, or takes too long or too much."""


def title_of(address: str) -> str:
    """Raises UnreadableError."""
    deadline = monotonic() + SECONDS
    for _ in range(MOST_REDIRECTIONS + 1):
        try:
            response = _get(address, deadline)
            try:
                if response.status not in REDIRECTIONS:
                    return _title(response, deadline)
                address = urljoin(address, response.headers.get("Location", ""))
            finally:
                response.close()
        except (BadAddressError, HTTPError, OSError, ValueError) as error:
            raise UnreadableError(str(error)) from error
    raise UnreadableError("It leads from one page to the next.")


def is_public(number: str) -> bool:
    """Whether a machine with this IP address is for everybody to talk to."""
    found = ip_address(number)
    if found.version == 6 and (found.ipv4_mapped or found.sixtofour or found.teredo):
        return False
    return found.is_global and not found.is_multicast


def _get(address: str, deadline: float) -> BaseHTTPResponse:
    parts = split(address)
    host, _, port = parts.netloc.partition(":")
    number = _public_address(host, int(port or PORTS[parts.scheme]))
    pool: HTTPConnectionPool
    if parts.scheme == "https":
        pool = HTTPSConnectionPool(
            number,
            int(port or 443),
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
        )
    else:
        pool = HTTPConnectionPool(number, int(port or 80))
    path = parts.path or "/"
    return pool.urlopen(
        "GET",
        f"{path}?{parts.query}" if parts.query else path,
        headers={"Host": parts.netloc, "User-Agent": "title-reader", "Accept": ", ".join(PAGES)},
        redirect=False,
        retries=Retry(0, redirect=False),
        preload_content=False,
        timeout=Timeout(connect=SECONDS_TO_CONNECT, total=_left(deadline)),
    )


def _public_address(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in found]
    # One private address among public ones is a trap, not a choice.
    if not numbers or not all(map(is_public, numbers)):
        raise UnreadableError(f"{host} is not for everybody.")
    return numbers[0]


def _title(response: BaseHTTPResponse, deadline: float) -> str:
    kind, _, charset = response.headers.get("Content-Type", "").partition(";")
    if response.status != 200 or kind.strip().lower() not in PAGES:
        raise UnreadableError(f"{response.status}, {kind}")
    reader = _TitleReader()
    decoder = getincrementaldecoder(_encoding(charset))(errors="replace")
    for piece in _pieces(response, deadline):
        reader.feed(decoder.decode(piece))
        if reader.is_done:
            break
    return " ".join(reader.title.split())[:LONGEST_TITLE]


def _pieces(response: BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
    read = 0
    # Compressed, a few bytes may be gigabytes: what comes out is counted.
    for piece in response.stream(PIECE, decode_content=True):
        read += len(piece)
        if read > MOST_BYTES:
            return
        _left(deadline)
        yield piece


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise UnreadableError("It took too long.")
    return left


def _encoding(charset: str) -> str:
    name = charset.partition("charset=")[2].strip().strip('"') or "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


class _TitleReader(HTMLParser):
    """The text of the first <title>."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.is_within = False
        self.is_done = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_within = self.is_within or (tag == "title" and not self.is_done)
        # A picture may have a title of its own.
        self.is_done = self.is_done or tag == "body"

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self.is_within:
            self.is_within, self.is_done = False, True

    def handle_data(self, data: str) -> None:
        if self.is_within:
            self.title += data
