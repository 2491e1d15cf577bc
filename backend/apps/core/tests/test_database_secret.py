"""A database whose password changes while the process runs: a real role and an emulated secret."""

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
    """One that may sign in, and the secret that says how."""

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
        """Whom the database takes a new connection for."""
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
    """What Secrets Manager has been asked since, by the names of its operations."""
    asked: list[str] = []
    session = boto3.Session()
    session.events.register(
        "before-call.secrets-manager", lambda model, **_: asked.append(model.name)
    )
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
    return asked


def test_the_secret_is_read_once_for_many_connections(role: Role, readings: list[str]) -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        names = list(threads.map(lambda _: role.connect(), range(3 * THREADS)))
    assert names == [role.name] * 3 * THREADS
    assert readings == ["GetSecretValue"]


def test_a_rotated_password_is_read_once_by_all_who_were_refused(
    role: Role, readings: list[str]
) -> None:
    role.connect()
    role.run("ALTER ROLE {} PASSWORD 'second'")
    role.put(role.content("second"))

    with ThreadPoolExecutor(THREADS) as threads:
        names = list(threads.map(lambda _: role.connect(), range(THREADS)))
    assert names == [role.name] * THREADS
    assert readings == ["GetSecretValue"] * 2


def test_a_password_that_is_wrong_in_the_secret_too_is_refused(
    role: Role, readings: list[str]
) -> None:
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


def test_a_database_that_is_away_is_not_taken_for_a_wrong_password(
    role: Role, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    role.connect()
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    with pytest.raises(OperationalError, match="refused"):
        role.connect()
    assert readings == ["GetSecretValue"]


@pytest.mark.parametrize("content", ["hunter2", '["hunter2"]', '{"username": "hunter2"}'])
def test_a_secret_of_another_shape_is_said_to_be_one(role: Role, content: str) -> None:
    role.put(content)
    with pytest.raises(UnreadableSecretError, match="no JSON with") as caught:
        role.connect()
    assert role.arn in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_secret_that_nobody_has_is_said_to_be_missing(role: Role) -> None:
    role.arn += "-gone"
    with pytest.raises(UnreadableSecretError, match="ResourceNotFound"):
        role.connect()


def test_a_secrets_manager_that_is_away_is_said_to_be_away(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(UnreadableSecretError, match="cannot be read"):
        role.connect()
