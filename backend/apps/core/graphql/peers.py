"""Rows that were fetched together: what is asked of one is fetched for all of them, so that the
number of queries depends on what is asked for, and not on how many rows there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

PEERS, LOADED = "_peers", "_loaded"


def together(rows: Iterable[Any]) -> list[Any]:
    """Make peers of the rows."""
    peers = list(rows)
    for row in peers:
        setattr(row, PEERS, peers)
    return peers


def loaded(
    row: Any, name: str, load: Callable[[Sequence[Any]], Mapping[Any, Any]], missing: Any
) -> Any:
    """The row's value of `load`, which is called once for all its peers, and answers by key.

    Rows among the values become peers in their turn.
    """
    known = row.__dict__.setdefault(LOADED, {})
    if name not in known:
        peers = getattr(row, PEERS, [row])
        values = load(peers)
        together(_rows_among(values.values()))
        for peer in peers:
            peer.__dict__.setdefault(LOADED, {})[name] = values.get(peer.pk, missing)
    return row.__dict__[LOADED][name]


def _rows_among(values: Iterable[Any]) -> list[Model]:
    rows: dict[int, Model] = {}
    for value in values:
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, Model):
                rows[id(row)] = row
    return list(rows.values())
