from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from apps.core.postgres.migration_lock import LockTimeoutError, exclusive_migration, lock_timeout


class Command(migrate.Command):
    """Django's migrate, one at a time per database, and with a limit on waiting for table locks."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with exclusive_migration(connection, say=self.stdout.write):
            try:
                with lock_timeout(connection):
                    super().handle(*args, **options)
            except LockTimeoutError as error:
                raise CommandError(str(error)) from error
