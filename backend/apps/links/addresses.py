"""What is submitted as an address, and what two ways to write the same one have in common."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

LONGEST_ADDRESS = 2000
PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|_hs\w+")
"""Names of parameters that tell who brought a reader, and nothing of the page."""
HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
SAFE = "%!$&'()*+,;=:@/~"
"""What may stand in a path as it is: unquoting it might change where it leads."""


class BadAddressError(ValueError):
    """With a sentence for whoever typed it."""

    def __init__(self, sentence: StrOrPromise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def split(address: str) -> SplitResult:
    """Into its parts, the host in lower case and ASCII. Raises BadAddressError."""
    if len(address) > LONGEST_ADDRESS:
        raise BadAddressError(_("The address is longer than 2,000 characters."))
    if re.search(r"[\x00-\x20\x7f]", address):
        raise BadAddressError(_("An address has neither blanks nor control characters."))
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddressError(_("This is not an address that can be opened.")) from error
    if parts.scheme not in PORTS:
        raise BadAddressError(_("The address has to begin with http:// or https://."))
    if parts.username is not None or parts.password is not None:
        raise BadAddressError(_("An address with a user name in it leads elsewhere than it seems."))
    shown = _ascii(host.rstrip("."))
    if port not in (None, PORTS[parts.scheme]):
        shown = f"{shown}:{port}"
    return parts._replace(netloc=shown)


def canonical(address: str) -> str:
    """The same text for every way to write the address: without scheme, `www.`, the port that goes
    without saying, tracking parameters, fragment, and the slash at the end. ASCII.

    A key to compare by, not a place to go to: a parameter's order counts for nothing. Raises
    BadAddressError.
    """
    parts = split(address)
    path = quote(_upper_escapes(parts.path), safe=SAFE).rstrip("/")
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in parameters if not TRACKING.fullmatch(pair[0].lower()))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    host = parts.netloc.removeprefix("www.")
    text = f"{host}{path}"
    if kept:
        text += f"?{urlencode(kept)}"
    if fragment:
        text += f"#{quote(fragment, safe=SAFE)}"
    return text


def site_of(address: str) -> str:
    """The host without `www.`, as a list is asked for by."""
    return split(address).netloc.removeprefix("www.").partition(":")[0]


def _ascii(host: str) -> str:
    if host.startswith("[") or ":" in host:
        raise BadAddressError(_("The address needs the name of a site, not a number."))
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        raise BadAddressError(_("The address needs the name of a site, not a number."))
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise BadAddressError(_("No site can have this name.")) from error
    if not HOST.fullmatch(name):
        raise BadAddressError(_("The address needs the full name of a site, as in example.com."))
    return name


def _upper_escapes(path: str) -> str:
    """Escapes are alike in either case; a percent sign that is none has to become one."""
    escaped = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda found: found[0].upper(), escaped)
