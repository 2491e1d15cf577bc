from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from apps.core.migrating import HeldUpError, alone, impatient


class Command(migrate.Command):
    """Django's, but never two at once on a database, nor one that keeps others waiting."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with alone(connection, say=self.stdout.write):
            try:
                with impatient(connection):
                    super().handle(*args, **options)
            except HeldUpError as error:
                raise CommandError(str(error)) from error
