"""Batched loading: what a resolver needs for one row is loaded for all rows of its batch, so that
the number of SQL queries depends on the selected fields, not on the number of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

BATCH, LOADED = "_batch", "_loaded"


def mark_batch(rows: Iterable[Any]) -> list[Any]:
    """Mark the rows as one batch, and return them as a list."""
    batch = list(rows)
    for row in batch:
        setattr(row, BATCH, batch)
    return batch


def load_batched(
    row: Any, name: str, load: Callable[[Sequence[Any]], Mapping[Any, Any]], missing: Any
) -> Any:
    """Return the row's value in `load(rows)`, a mapping by id, called once for the row's batch.

    Model instances among the values become a batch in turn.
    """
    known = row.__dict__.setdefault(LOADED, {})
    if name not in known:
        batch = getattr(row, BATCH, [row])
        values = load(batch)
        mark_batch(_model_rows(values.values()))
        for each in batch:
            each.__dict__.setdefault(LOADED, {})[name] = values.get(each.pk, missing)
    return row.__dict__[LOADED][name]


def _model_rows(values: Iterable[Any]) -> list[Model]:
    rows: dict[int, Model] = {}
    for value in values:
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, Model):
                rows[id(row)] = row
    return list(rows.values())
