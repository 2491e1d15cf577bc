"""Erasure of a deleted user's rows."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

BATCH_SIZE = 10_000


def erase_rows(rows: QuerySet[Any]) -> None:
    """Delete rows in batches, so that a million of them neither hold locks long nor fill memory."""
    while batch := list(rows.values_list("pk", flat=True)[:BATCH_SIZE]):
        with transaction.atomic():
            redact_admin_log(rows.model, batch)
            rows.model._default_manager.filter(pk__in=batch).delete()


def redact_admin_log(model: type[Model], keys: list[Any]) -> None:
    """Remove what the admin's log quotes of these rows; keep the staff's actions."""
    content_type = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=content_type, object_id__in=map(str, keys))
    entries.update(object_repr="", change_message="")
