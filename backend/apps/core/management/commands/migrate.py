from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from apps.core.migrating import alone


class Command(migrate.Command):
    """Django's, but never two of them at the same time on one database."""

    def handle(self, *args: Any, **options: Any) -> None:
        with alone(connections[options["database"]], say=self.stdout.write):
            super().handle(*args, **options)
