"""Validation of submitted URLs, and their canonical form for finding duplicates."""

import re
from hashlib import sha256
from ipaddress import ip_address
from string import ascii_letters, digits
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

import idna
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

MAX_URL_LENGTH = 2000
# An index of Postgres holds values of up to 2,704 bytes.
MAX_CANONICAL_URL_LENGTH = 2000
# Spaces, control characters, lone surrogates, and characters that XML does not allow.
FORBIDDEN_CHARACTERS = re.compile("[\x00-\x20\x7f\ud800-\udfff\ufffe\uffff]")
DEFAULT_PORTS = {"http": 80, "https": 443}
# A host with a dot, a port and a path, as it is typed without a scheme.
WITHOUT_SCHEME = re.compile(r"(?:[^\s/?#:@.]++\.)++[^\s/?#:@.]++(:\d+)?([/?#].*)?")
# Names of query parameters that identify the referrer, not the page: `ref`, and those of
# analytics, advertisements, newsletters and shared posts.
TRACKING_PARAMETER = re.compile(
    r"ref|ref_(src|url)|utm_\w+|mtm_\w+|pk_(campaign|kwd)|_{1,2}hs\w+|hsctatracking|_openstat|_g[al]"
    r"|fbclid|gclid|gclsrc|gad_\w+|[gw]braid|dclid|srsltid|msclkid|twclid|ttclid|li_fat_id|rdt_cid"
    r"|epik|ys?clid|igsh(id)?|mc_[ce]id|mkt_tok|vero_(id|conv)|oly_(anon|enc)_id"
)
HOSTNAME = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
# Not of www.com, which is no full domain name without it.
WWW = re.compile(r"\Awww\.(?=[^.]+\.)")
# Zero-width non-joiner and joiner.
JOINERS = "\u200c\u200d"
# Mean the same with and without an escape (RFC 3986, 2.3).
UNRESERVED_CHARACTERS = frozenset(f"{ascii_letters}{digits}-._~")
# Left as they are in a path: quoting or unquoting them may change the resource.
SAFE_CHARACTERS = "%!$&'()*+,;=:@/~"


class InvalidUrlError(ValueError):
    """The URL is not accepted, with a message for the user."""

    def __init__(self, message: StrOrPromise) -> None:
        super().__init__(message)
        self.message = message


def add_scheme(url: str) -> str:
    """Return the URL, with `https://` in front if it begins with the host."""
    return f"https://{url}" if WITHOUT_SCHEME.fullmatch(url) else url


def split_url(url: str) -> SplitResult:
    """Return the parts of the URL, its host in lower case and ASCII. Raise InvalidUrlError."""
    if len(url) > MAX_URL_LENGTH:
        raise InvalidUrlError(_("The URL may have at most 2,000 characters."))
    if FORBIDDEN_CHARACTERS.search(url):
        raise InvalidUrlError(_("The URL may not contain spaces or control characters."))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InvalidUrlError(_("This is not a valid URL.")) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise InvalidUrlError(_("The URL must start with http:// or https://."))
    if parts.username is not None or parts.password is not None:
        raise InvalidUrlError(_("The URL may not contain a username or password."))
    netloc = _ascii_hostname(host)
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        netloc = f"{netloc}:{port}"
    return parts._replace(netloc=netloc)


def canonicalize_url(url: str) -> str:
    """Return an ASCII key that is equal for all spellings of the URL.

    It has no scheme, `www.`, default port, tracking parameters, fragment or trailing slash, and its
    parameters are sorted: it is for comparison, not a URL to open. Raise InvalidUrlError.
    """
    parts = split_url(url)
    # Escaped first: browsers read %2E as a full stop.
    path = _remove_dot_segments(_quote(parts.path)).rstrip("/")
    # Escaped bytes need not be UTF-8: those that are not stay what they are.
    parameters = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in parameters if not TRACKING_PARAMETER.fullmatch(pair[0].lower()))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    host = WWW.sub("", parts.netloc)
    text = f"{host}{path}"
    if kept:
        text += f"?{urlencode(kept, errors='surrogateescape')}"
    if fragment:
        text += f"#{_quote(fragment)}"
    if len(text) > MAX_CANONICAL_URL_LENGTH:
        digest = sha256(text.encode()).hexdigest()
        return f"{text[: MAX_CANONICAL_URL_LENGTH - len(digest) - 1]}#{digest}"
    return text


def get_site(url: str) -> str:
    """Return the host without `www.` and port, by which links are listed."""
    return WWW.sub("", split_url(url).netloc).partition(":")[0]


def normalize_site(name: str) -> str:
    """Return the site of a domain name in any spelling. Raise InvalidUrlError."""
    return WWW.sub("", _ascii_hostname(name))


def _ascii_hostname(host: str) -> str:
    if host.startswith("[") or ":" in host:
        raise InvalidUrlError(_("Use a domain name, not an IP address."))
    try:
        # As browsers do: UTS 46, non-transitional. Underscores are left to HOSTNAME.
        mapped = idna.uts46_remap(host, std3_rules=False).rstrip(".")
        name = ".".join(_ascii_label(label) for label in mapped.split("."))
    except ValueError as error:  # includes idna.IDNAError
        raise InvalidUrlError(_("The domain name is not valid.")) from error
    try:
        ip_address(name)
    except ValueError:
        pass
    else:
        raise InvalidUrlError(_("Use a domain name, not an IP address."))
    if not HOSTNAME.fullmatch(name):
        raise InvalidUrlError(_("Use a full domain name such as example.com."))
    return name


def _ascii_label(label: str) -> str:
    """Return the part of a domain name in ASCII. Raise ValueError.

    Not `idna.alabel`: IDNA 2008 forbids symbols such as emoji, and two hyphens in the third place,
    which hosts have and browsers open.
    """
    is_punycode = label.startswith("xn--")
    if label.isascii() and not is_punycode:
        return label
    text = label[4:].encode("ascii").decode("punycode") if is_punycode else label
    ascii_label = f"xn--{text.encode('punycode').decode()}"
    if is_punycode and (ascii_label != label or idna.uts46_remap(text, std3_rules=False) != text):
        raise ValueError("No text has this punycode.")
    idna.check_initial_combiner(text)
    idna.check_bidi(text)
    for position, character in enumerate(text):
        if character in JOINERS and not idna.valid_contextj(text, position):
            raise ValueError("A joiner may not stand here.")
    return ascii_label


def _quote(text: str) -> str:
    """Escape what may not stand in a URL, and write each escape in one way (RFC 3986, 6.2.2)."""
    escaped = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    normalized = re.sub(r"%[0-9A-Fa-f]{2}", _normalize_escape, escaped)
    return quote(normalized, safe=SAFE_CHARACTERS)


def _normalize_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape[0][1:], 16))
    return character if character in UNRESERVED_CHARACTERS else escape[0].upper()


def _remove_dot_segments(path: str) -> str:
    """Resolve `.` and `..` in an absolute path (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "".join(f"/{segment}" for segment in kept)
