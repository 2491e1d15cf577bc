"""Everything that somebody keeps here as one file, to take away."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files import File
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from apps.accounts.belongings.registry import Entry, belongings_of_all
from apps.accounts.models import Archive, User
from apps.accounts.models.archive import stored_name

KEPT_FOR = timedelta(days=7)
LONGEST_WAIT = timedelta(hours=1)
"""After which nobody makes it any more: its task was lost, or took too long."""
FASTEST = 1
"""Of zlib's levels. Statements shrink to a fifth with it, and to a sixth with the best."""


class ArchiveQueuedError(Exception):
    """One is being made already."""


@transaction.atomic
def ask_for_archive(*, user: User) -> Archive:
    """An archive that waits for being made. Raises ArchiveQueuedError."""
    # Two who ask at the same moment: the second one sees the first one's.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    waiting = Archive.objects.filter(owner=user, status=Archive.Status.QUEUED)
    if waiting.filter(created_at__gt=timezone.now() - LONGEST_WAIT).exists():
        raise ArchiveQueuedError
    waiting.update(status=Archive.Status.FAILED)
    return Archive.objects.create(owner=user)


@transaction.atomic
def make_archive(*, archive_id: UUID) -> Archive | None:
    """Write the file; None where there is nothing to do any more. Safe to run twice: who comes
    second waits for the first, and finds it done."""
    queued = Archive.objects.select_for_update(of=("self",)).select_related("owner")
    archive = queued.filter(pk=archive_id, status=Archive.Status.QUEUED).first()
    if archive is None:
        return None
    storage, name = archive.file.storage, stored_name(archive, "")
    # Left by a worker that died before it could say so.
    storage.delete(name)
    with tempfile.TemporaryFile() as file:
        _write(file, archive.owner)
        archive.size = file.tell()
        file.seek(0)
        archive.file.name = storage.save(name, File(file))
    archive.status = Archive.Status.READY
    archive.ready_at = timezone.now()
    archive.expires_at = archive.ready_at + KEPT_FOR
    archive.save()
    return archive


def give_up(*, archive_id: UUID) -> Archive | None:
    """Close an archive that could not be made, so that nobody waits for it; None where it was
    closed already."""
    queued = Archive.objects.filter(pk=archive_id, status=Archive.Status.QUEUED)
    if not queued.update(status=Archive.Status.FAILED):
        return None
    return Archive.objects.filter(pk=archive_id).first()


def forget_old_archives() -> None:
    """With their files: those that expired, and what became of those that never were made."""
    now = timezone.now()
    Archive.objects.filter(expires_at__lt=now).delete()
    unmade = Archive.objects.exclude(status=Archive.Status.READY)
    unmade.filter(created_at__lt=now - KEPT_FOR).delete()


@receiver(post_delete, sender=Archive)
def remove_file(instance: Archive, **_: Any) -> None:
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)))


def _write(file: IO[bytes], owner: User) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=FASTEST) as archive:
        for entry in _entries(owner):
            # It is not known before its end how long an entry is.
            with archive.open(entry.path, "w", force_zip64=True) as packed:
                for piece in entry.content:
                    packed.write(piece)
    file.seek(0, 2)


def _entries(owner: User) -> Iterator[Entry]:
    for belongings in belongings_of_all():
        yield from belongings.export(owner)
