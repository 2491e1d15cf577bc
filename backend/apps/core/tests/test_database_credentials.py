"""Rotation of the database password at run time, with a real role and an emulated secret."""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import psycopg
import pytest
from django.db import OperationalError, connection
from psycopg import sql

from apps.core.postgres.base import DatabaseWrapper
from apps.core.postgres.credentials import UnreadableSecretError

pytestmark = pytest.mark.django_db
THREADS = 8


class Role:
    """A database role that may log in, and the secret with its credentials."""

    def __init__(self) -> None:
        self.name = f"role_{time.time_ns()}"
        self.secrets: Any = boto3.client("secretsmanager")
        self.run("CREATE ROLE {} LOGIN PASSWORD 'first'")
        self.arn = self.secrets.create_secret(Name=self.name, SecretString=self.content("first"))[
            "ARN"
        ]

    def run(self, statement: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
            admin.execute(sql.SQL(statement).format(sql.Identifier(self.name)))

    def content(self, password: str) -> str:
        return json.dumps({"username": self.name, "password": password})

    def put(self, content: str) -> None:
        self.secrets.put_secret_value(SecretId=self.arn, SecretString=content)

    def connect(self) -> str:
        """Connect with the secret's credentials, and return the current role."""
        own = DatabaseWrapper(
            {**connection.settings_dict, "USER": "", "PASSWORD": "", "SECRET": self.arn},
            connection.alias,
        )
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT current_user")
                return str(cursor.fetchone()[0])
        finally:
            own.close()


@pytest.fixture
def role() -> Iterator[Role]:
    made = Role()
    yield made
    made.run("DROP ROLE {}")


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the names of the Secrets Manager operations that are called."""
    operations: list[str] = []
    session = boto3.Session()
    session.events.register(
        "before-call.secrets-manager", lambda model, **_: operations.append(model.name)
    )
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
    return operations


def test_secret_is_read_once_for_many_connections(role: Role, readings: list[str]) -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        names = list(threads.map(lambda _: role.connect(), range(3 * THREADS)))
    assert names == [role.name] * 3 * THREADS
    assert readings == ["GetSecretValue"]


def test_rotated_password_is_read_once_by_concurrent_threads(
    role: Role, readings: list[str]
) -> None:
    role.connect()
    role.run("ALTER ROLE {} PASSWORD 'second'")
    role.put(role.content("second"))

    with ThreadPoolExecutor(THREADS) as threads:
        names = list(threads.map(lambda _: role.connect(), range(THREADS)))
    assert names == [role.name] * THREADS
    assert readings == ["GetSecretValue"] * 2


def test_wrong_password_in_secret_is_rejected(role: Role, readings: list[str]) -> None:
    role.connect()
    role.run("ALTER ROLE {} PASSWORD 'second'")

    with pytest.raises(OperationalError, match="authentication failed"):
        role.connect()
    assert readings == ["GetSecretValue"] * 2
    role.put(role.content("third"))
    with pytest.raises(OperationalError, match="authentication failed"):
        role.connect()

    role.put(role.content("second"))
    assert role.connect() == role.name


def test_unreachable_database_does_not_reread_secret(
    role: Role, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    role.connect()
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    with pytest.raises(OperationalError, match="refused"):
        role.connect()
    assert readings == ["GetSecretValue"]


@pytest.mark.parametrize("content", ["hunter2", '["hunter2"]', '{"username": "hunter2"}'])
def test_malformed_secret_is_reported(role: Role, content: str) -> None:
    role.put(content)
    with pytest.raises(UnreadableSecretError, match="not JSON with") as caught:
        role.connect()
    assert role.arn in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_missing_secret_is_reported(role: Role) -> None:
    role.arn += "-gone"
    with pytest.raises(UnreadableSecretError, match="ResourceNotFound"):
        role.connect()


def test_unreachable_secrets_manager_is_reported(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(UnreadableSecretError, match="cannot be read"):
        role.connect()
