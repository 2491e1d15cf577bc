"""The migrated database that test databases are copied from."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

LOCK_KEY = int.from_bytes(b"tests")


def prepare_template_database() -> str:
    """Return the name of a database with the present migrations, which is made where there is none.

    It stays from one run of the tests to the next. Processes that need it at once wait for the
    first.
    """
    name = f"template_{_migrations_digest()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%%'")
        found = {row[0] for row in cursor.fetchall()}
        if name not in found:
            for former in found:
                cursor.execute(f'DROP DATABASE "{former}" WITH (FORCE)')
            # Under another name until it is complete.
            unfinished = "template_unfinished"
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
    return name


def _migrate(database: str) -> None:
    former = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former


def _migrations_digest() -> str:
    """Return a digest of our migrations and of the packages that bring others."""
    files = [settings.BACKEND / "requirements" / "production.txt", Path(__file__)]
    files += sorted(settings.BACKEND.glob("apps/*/migrations/*.py"))
    digest = sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]
