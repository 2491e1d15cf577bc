import secrets
from argparse import ArgumentParser
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client

from apps.accounts.models import User


class Command(BaseCommand):
    help = "Count the rows of a restored copy, log in to it and read a page. Changes a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="host:port of the copy; no other database is changed")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        found = f"{connection.settings_dict['HOST']}:{connection.settings_dict['PORT']}"
        if found != address:
            raise CommandError(f"The database is {found}, not the copy {address}.")
        rows = _count_rows()
        self.stdout.write(f"{sum(rows)} rows in {len(rows)} tables")
        _log_in()
        self.stdout.write("logged in and read a page")


def _count_rows() -> list[int]:
    with connection.cursor() as cursor:
        counts = []
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 quoted by Django
            counts.append(cursor.fetchone()[0])
    return counts


def _log_in() -> None:
    """Log in as the demo account with its own password; else as a user who gets a new one."""
    sign_in: dict[str, str] = settings.DEMO_SIGN_IN or {}
    if not User.objects.filter(email=sign_in.get("email")).exists():
        user = User.objects.filter(is_active=True, totp=None).first()
        if user is None:
            raise CommandError("The copy has no active user without a second factor.")
        sign_in = {"email": user.email, "password": secrets.token_urlsafe(24)}
        user.set_password(sign_in["password"])
        user.save()
    site = urlsplit(settings.SITE_URL)
    client = Client(SERVER_NAME=str(site.hostname))
    is_secure = site.scheme == "https"
    response = client.post("/api/token/", sign_in, "application/json", secure=is_secure)
    if response.status_code != HTTPStatus.OK:
        raise CommandError(f"POST /api/token/: HTTP {response.status_code} {response.text}")
    headers = {"Authorization": f"Bearer {response.json()['access']}"}
    response = client.get("/api/archives/", headers=headers, secure=is_secure)
    if response.status_code != HTTPStatus.OK:
        raise CommandError(f"GET /api/archives/: HTTP {response.status_code} {response.text}")
