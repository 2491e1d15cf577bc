"""Export of all data of a user as one ZIP file."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files import File
from django.db import OperationalError, transaction
from django.db.models import F
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from apps.accounts.models import Archive, User
from apps.accounts.models.archive import stored_name
from apps.accounts.privacy.registry import ExportFile, get_user_data_handlers
from apps.accounts.serializers.archives import ArchiveSerializer
from apps.core.jobs import (
    MAX_ATTEMPTS,
    Cancellation,
    JobBusyError,
    JobCancelledError,
    Reason,
    request_cancellation,
    withdraw_cancellation,
)
from apps.core.websockets import notify_user

RETENTION = timedelta(days=7)
# A queued archive that is older than this was lost or took too long.
BUILD_TIMEOUT = timedelta(hours=1)
# zlib's fastest level: statements shrink to a fifth; with the best level, to a sixth.
COMPRESSION_LEVEL = 1


class ArchiveQueuedError(Exception):
    """An archive of the user is already queued."""


@transaction.atomic
def request_archive(*, user: User, language: str) -> Archive:
    """Return a new queued archive. Raise ArchiveQueuedError."""
    # Of two concurrent requests, the second one sees the archive of the first.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    waiting = Archive.objects.filter(owner=user, status=Archive.Status.QUEUED)
    if waiting.filter(created_at__gt=timezone.now() - BUILD_TIMEOUT).exists():
        raise ArchiveQueuedError
    waiting.update(status=Archive.Status.FAILED, problem_code=Reason.INTERRUPTED)
    return Archive.objects.create(owner=user, language=language)


def build_archive(*, archive_id: UUID) -> Archive | None:
    """Write the file; return None if the archive is not queued any more.

    Safe to run twice: a second run waits for the first. The archive that is returned is ready, or
    failed because it was cancelled or attempted too often.
    """
    queued = Archive.objects.filter(pk=archive_id, status=Archive.Status.QUEUED)
    # Saved before the work begins, so that the attempt counts even if the process is killed.
    queued.update(attempts=F("attempts") + 1)
    with transaction.atomic():
        locked = queued.select_for_update(of=("self",)).select_related("owner")
        archive = locked.first()
        if archive is None:
            return None
        try:
            if archive.attempts > MAX_ATTEMPTS:
                _fail(archive, Reason.INTERRUPTED)
            else:
                _build(archive)
        except JobCancelledError:
            _fail(archive, Reason.CANCELLED)
    withdraw_cancellation(archive.pk)
    return archive


def get_unfinished_archive_ids() -> list[str]:
    queued = Archive.objects.filter(status=Archive.Status.QUEUED)
    return [str(key) for key in queued.values_list("pk", flat=True)]


def count_attempt(*, archive_id: UUID) -> Archive | None:
    """Count a requeue; return None if another process builds the archive or it is not queued.

    The archive that is returned may have failed because of too many attempts.
    """
    with transaction.atomic():
        queued = Archive.objects.select_for_update(skip_locked=True)
        archive = queued.filter(pk=archive_id, status=Archive.Status.QUEUED).first()
        if archive is None:
            return None
        archive.attempts += 1
        archive.save(update_fields=["attempts"])
        if archive.attempts > MAX_ATTEMPTS:
            _fail(archive, Reason.INTERRUPTED)
    return archive


def close_archive(*, archive_id: UUID, code: str) -> Archive | None:
    """Mark a queued archive as failed; return None if it was not queued.

    `code` is a key of `models.archive.PROBLEMS`. Raise JobBusyError while it is being built.
    """
    try:
        with transaction.atomic():
            queued = Archive.objects.select_for_update(nowait=True)
            archive = queued.filter(pk=archive_id, status=Archive.Status.QUEUED).first()
            if archive is not None:
                _fail(archive, code)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise JobBusyError from error
        raise
    return archive


def cancel_archive(*, archive_id: UUID) -> Archive | None:
    """Cancel a queued archive and return it; return None if it is being built.

    A process that builds it stops within about a second. A finished archive does not change.
    """
    # Requested before the row is read: a build that ends now withdraws the request.
    request_cancellation(archive_id)
    try:
        archive = close_archive(archive_id=archive_id, code=Reason.CANCELLED)
    except JobBusyError:
        return None
    withdraw_cancellation(archive_id)
    return archive


def delete_old_archives() -> None:
    """Delete expired archives with their files, and old ones that were never built."""
    now = timezone.now()
    Archive.objects.filter(expires_at__lt=now).delete()
    unmade = Archive.objects.exclude(status=Archive.Status.READY)
    unmade.filter(created_at__lt=now - RETENTION).delete()


def notify_archive_changed(archive: Archive) -> None:
    """Send the archive to the owner's open pages."""
    event = {"type": "archive.changed", "archive": ArchiveSerializer(archive).data}
    notify_user(user_id=archive.owner_id, event=event)


@receiver(post_delete, sender=Archive)
def remove_file(instance: Archive, **_: Any) -> None:
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)))


def _build(archive: Archive) -> None:
    storage, name = archive.file.storage, stored_name(archive, "")
    # Left by a worker that died.
    storage.delete(name)
    with tempfile.TemporaryFile() as file:
        _write_zip(file, archive.owner, Cancellation(archive.pk))
        archive.size = file.tell()
        file.seek(0)
        archive.file.name = storage.save(name, File(file))
    archive.status = Archive.Status.READY
    archive.ready_at = timezone.now()
    archive.expires_at = archive.ready_at + RETENTION
    archive.save()


def _fail(archive: Archive, code: str) -> None:
    archive.status, archive.problem_code = Archive.Status.FAILED, code
    archive.save(update_fields=["status", "problem_code"])


def _write_zip(file: IO[bytes], owner: User, cancellation: Cancellation) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as archive:
        for entry in _export_files(owner):
            # The size of an entry is not known in advance.
            with archive.open(entry.path, "w", force_zip64=True) as packed:
                for piece in entry.content:
                    cancellation.check()
                    packed.write(piece)
    file.seek(0, 2)


def _export_files(owner: User) -> Iterator[ExportFile]:
    for handler in get_user_data_handlers():
        yield from handler.export(owner)
