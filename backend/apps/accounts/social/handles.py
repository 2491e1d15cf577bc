import re
from collections.abc import Iterator
from itertools import repeat
from secrets import randbelow
from unicodedata import normalize

from apps.accounts.models import User

SHORTEST = 3
LONGEST_BASE = 24
"""Leaves room for the number behind it."""
NUMBERS = 100_000


def free_handle(name: str) -> str:
    """A valid handle that nobody has, as close to the name as can be."""
    plain = normalize("NFKD", name[:100]).encode("ascii", "ignore").decode()
    base = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:LONGEST_BASE].strip("_") or "user"
    return next(handle for handle in _candidates(base) if _is_free(handle))


def _candidates(base: str) -> Iterator[str]:
    if len(base) >= SHORTEST:
        yield base
    for _ in repeat(None):
        yield f"{base}_{randbelow(NUMBERS)}"


def _is_free(handle: str) -> bool:
    return len(handle) >= SHORTEST and not User.objects.filter(handle__iexact=handle).exists()
