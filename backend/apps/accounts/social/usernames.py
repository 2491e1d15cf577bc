import re
from collections.abc import Iterator
from itertools import repeat
from secrets import randbelow
from unicodedata import normalize

from apps.accounts.models import User

MIN_HANDLE_LENGTH = 3
# Leaves room for a number.
MAX_BASE_LENGTH = 24
MAX_SUFFIX = 100_000


def generate_handle(name: str) -> str:
    """Return a valid handle that is not taken, as similar to the name as possible."""
    plain = normalize("NFKD", name[:100]).encode("ascii", "ignore").decode()
    base = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:MAX_BASE_LENGTH].strip("_") or "user"
    return next(handle for handle in _candidates(base) if _is_available(handle))


def _candidates(base: str) -> Iterator[str]:
    if len(base) >= MIN_HANDLE_LENGTH:
        yield base
    for _ in repeat(None):
        yield f"{base}_{randbelow(MAX_SUFFIX)}"


def _is_available(handle: str) -> bool:
    return (
        len(handle) >= MIN_HANDLE_LENGTH and not User.objects.filter(handle__iexact=handle).exists()
    )
