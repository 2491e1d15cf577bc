"""Where a list goes on, as a text that means nothing to whoever keeps it."""

import json
import math
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate, pairwise

from django.db.models import Model

LONGEST = 200_000
"""Characters: more links than anybody scrolls through in a week."""
MOST_BYTES = 2_000_000
LARGEST_KEY = 2**63 - 1


class BadCursorError(ValueError):
    """It was not issued here."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """In a list by time: the next key is lower."""

    key: int = LARGEST_KEY

    def encoded(self) -> str:
        return _encode({"k": self.key})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """In a list whose order moves: what was shown, and the lowest key that moved in the
    beginning."""

    keys: frozenset[int] = frozenset()
    begin: int

    def with_those(self, rows: Collection[Model]) -> "Seen":
        return Seen(keys=self.keys.union(row.pk for row in rows), begin=self.begin)

    def encoded(self) -> str:
        keys = sorted(self.keys)
        steps = keys[:1] + [high - low for low, high in pairwise(keys)]
        return _encode({"b": self.begin, "s": steps})


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the order is still: the row before the next, by rank and key."""

    rank: float
    key: int
    begin: int

    def encoded(self) -> str:
        return _encode({"b": self.begin, "r": self.rank, "k": self.key})


def before(text: str | None) -> Before:
    """Raises BadCursorError."""
    if text is None:
        return Before()
    return Before(key=_key(_decode(text).get("k")))


def seen_or_place(text: str) -> Seen | Place:
    """Raises BadCursorError."""
    members = _decode(text)
    begin = _key(members.get("b"))
    if "s" in members:
        steps = members["s"]
        if not isinstance(steps, list):
            raise BadCursorError
        return Seen(keys=frozenset(accumulate(map(_key, steps))), begin=begin)
    rank = members.get("r")
    if not isinstance(rank, float) or not math.isfinite(rank):
        raise BadCursorError
    return Place(rank=rank, key=_key(members.get("k")), begin=begin)


def _key(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_KEY:
        raise BadCursorError
    return value


def _encode(members: dict[str, object]) -> str:
    text = json.dumps(members, separators=(",", ":")).encode()
    return urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


def _decode(text: str) -> dict[str, object]:
    if len(text) > LONGEST:
        raise BadCursorError
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        # Never more than this of it: a few bytes can stand for gigabytes.
        members = json.loads(zlib.decompressobj().decompress(packed, MOST_BYTES))
    except (ValueError, zlib.error, RecursionError) as error:
        raise BadCursorError from error
    if not isinstance(members, dict):
        raise BadCursorError
    return members
