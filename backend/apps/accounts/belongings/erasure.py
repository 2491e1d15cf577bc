"""Rows of somebody who leaves, removed for good."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

ROWS_AT_ONCE = 10_000


def erase_rows(rows: QuerySet[Any]) -> None:
    """Batch by batch, so that a million of them hold no lock for long, nor fill the memory."""
    while batch := list(rows.values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        with transaction.atomic():
            forget_in_log(rows.model, batch)
            rows.model._default_manager.filter(pk__in=batch).delete()


def forget_in_log(model: type[Model], keys: list[Any]) -> None:
    """The admin's log says what staff did, and no longer to what: it quotes the rows."""
    content_type = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=content_type, object_id__in=map(str, keys))
    entries.update(object_repr="", change_message="")
