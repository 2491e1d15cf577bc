"""What the settings make of the addresses of the stores."""

import json
import os
import subprocess
import sys
import time
from typing import Any

import boto3
import pytest
from django.conf import settings
from django.db import connection
from redis import ConnectionPool, SSLConnection

from config.settings.stores import database, redis_url, with_timeouts

POSTGRES = "postgres://user:password@db:5432/app"
REDIS = "rediss://cache:6380/0"


def test_a_database_is_waited_for_five_seconds() -> None:
    assert database(url=POSTGRES)["OPTIONS"] == {"connect_timeout": 5}


def test_the_databases_address_says_how_to_connect() -> None:
    """One that was paused needs longer than five seconds."""
    made = database(url=f"{POSTGRES}?connect_timeout=40&sslmode=require&conn_max_age=600")
    assert made["OPTIONS"] == {"connect_timeout": 40, "sslmode": "require"}
    assert made["CONN_MAX_AGE"] == 0


@pytest.mark.django_db
def test_a_command_signs_in_with_the_databases_secret() -> None:
    """As every process does: the settings are the same."""
    database = connection.settings_dict
    secrets: Any = boto3.client("secretsmanager")
    content = {"username": database["USER"], "password": database["PASSWORD"]}
    arn = secrets.create_secret(
        Name=f"database-{time.time_ns()}", SecretString=json.dumps(content)
    )["ARN"]
    url = f"postgres://{database['HOST']}:{database['PORT']}/{database['NAME']}?sslmode=prefer"

    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=settings.BACKEND,
        env=os.environ | {"DATABASE_URL": url, "DATABASE_SECRET_ARN": arn},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("url", [REDIS, "rediss://:old@cache:6380/0", f"{REDIS}?ssl_ca_certs=ca"])
def test_a_client_reads_the_password_and_its_timeouts_in_the_address(url: str) -> None:
    made = redis_url(url=url, password="a/b:c@d?e#f%20g&h+i")
    read = ConnectionPool.from_url(with_timeouts(made))

    assert read.connection_class is SSLConnection
    assert {"ssl_ca_certs": "ca", **read.connection_kwargs} == {
        "host": "cache",
        "port": 6380,
        "db": 0,
        "password": "a/b:c@d?e#f%20g&h+i",
        "ssl_ca_certs": "ca",
        "socket_connect_timeout": 3,
        "socket_timeout": 5,
    }


def test_the_name_beside_the_password_is_kept() -> None:
    made = redis_url(url="redis://app:old@cache:6379/0", password="new")
    assert made == "redis://app:new@cache:6379/0"


def test_without_a_password_of_its_own_the_address_is_left_as_it_is() -> None:
    given = "redis://:p%40ss@cache:6379/0"
    assert redis_url(url=given) == given
