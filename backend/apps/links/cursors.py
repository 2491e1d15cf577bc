"""Signed pagination cursors; only cursors that this application issued are accepted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model

# A list ends once its cursor holds this many ids: about 30,000 characters, of the 100,000 that the
# variables of a query may have.
MAX_SEEN_IDS = 20_000
MAX_ID = 2**63 - 1
# Precedes the index of the row within its page.
INDEX_SEPARATOR = "~"

SIGNER = Signer(salt="links.cursors")


class InvalidCursorError(ValueError):
    """The cursor was not issued here, or belongs to another list."""


@dataclass(frozen=True, kw_only=True)
class IdCursor:
    """Cursor of a list ordered by time: the next row has a lower id."""

    key: int = MAX_ID

    def encode(self) -> str:
        return _encode({"k": self.key})


@dataclass(frozen=True, kw_only=True)
class SeenCursor:
    """Cursor of a list whose order changes: the ids already shown, and the lowest active id when
    the reader started."""

    keys: frozenset[int] = frozenset()
    active_from: int = 0

    @property
    def remaining(self) -> int:
        """Number of rows that may follow."""
        return MAX_SEEN_IDS - len(self.keys)

    def cursors(self, rows: Sequence[Model]) -> Callable[[int], str]:
        """Return a function from an index in `rows`, the next page, to the cursor after it."""
        return _PageCursors(self, rows).after


@dataclass(frozen=True, kw_only=True)
class RankCursor:
    """Cursor among frozen ranks: rank and id of the last row shown."""

    rank: float
    key: int
    active_from: int

    def encode(self) -> str:
        return _encode({"b": self.active_from, "r": self.rank, "k": self.key})


class _PageCursors:
    """Cursors of one page: an encoded text that all rows share, and the index of each row."""

    def __init__(self, seen: SeenCursor, rows: Sequence[Model]) -> None:
        self.seen = seen
        self.rows = rows

    def after(self, index: int) -> str:
        return f"{self._page}{INDEX_SEPARATOR}{index}"

    @cached_property
    def _page(self) -> str:
        keys = sorted(self.seen.keys)
        steps = keys[:1] + [high - low for low, high in pairwise(keys)]
        return _encode({"b": self.seen.active_from, "s": steps, "p": [row.pk for row in self.rows]})


def parse_id_cursor(text: str | None) -> IdCursor:
    """Raise InvalidCursorError if the cursor is not an IdCursor."""
    if text is None:
        return IdCursor()
    members = _decode(text)
    if members.keys() != {"k"}:  # of another list
        raise InvalidCursorError
    return IdCursor(key=members["k"])


def parse_ranked_cursor(text: str) -> SeenCursor | RankCursor:
    """Raise InvalidCursorError if the cursor is neither."""
    page, _, index = text.partition(INDEX_SEPARATOR)
    members = _decode(page)
    if "r" in members:
        return RankCursor(rank=members["r"], key=members["k"], active_from=members["b"])
    if "s" not in members or not (index.isascii() and index.isdigit() and len(index) < 6):
        raise InvalidCursorError
    shown = members["p"][: int(index) + 1]
    return SeenCursor(
        keys=frozenset(accumulate(members["s"])).union(shown), active_from=members["b"]
    )


def parse_seen_cursor(text: str | None) -> SeenCursor:
    """Raise InvalidCursorError if the cursor is not a SeenCursor."""
    cursor = parse_ranked_cursor(text) if text else SeenCursor()
    if not isinstance(cursor, SeenCursor):
        raise InvalidCursorError
    return cursor


def _encode(members: dict[str, Any]) -> str:
    return SIGNER.sign_object(members, compress=True)


def _decode(text: str) -> dict[str, Any]:
    try:
        # The signature is verified before anything is decompressed.
        members: dict[str, Any] = SIGNER.unsign_object(text)
    except BadSignature as error:
        raise InvalidCursorError from error
    return members
