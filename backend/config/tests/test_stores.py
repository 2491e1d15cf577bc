"""Settings that follow from the URLs of the stores."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import settings
from django.db import connection
from redis import ConnectionPool, SSLConnection

from config.settings.stores import database, mail, redis_url, with_timeouts

POSTGRES = "postgres://user:password@db:5432/app"
REDIS = "rediss://cache:6380/0"


def test_database_connect_timeout_is_five_seconds() -> None:
    assert database(url=POSTGRES)["OPTIONS"] == {"connect_timeout": 5}


def test_database_url_sets_connection_options() -> None:
    """Allow for a paused database, which takes longer than five seconds to resume."""
    made = database(url=f"{POSTGRES}?connect_timeout=40&sslmode=require&conn_max_age=600")
    assert made["OPTIONS"] == {"connect_timeout": 40, "sslmode": "require"}
    assert made["CONN_MAX_AGE"] == 0


@pytest.mark.django_db
def test_command_connects_with_the_database_secret() -> None:
    """Use the same settings as every process."""
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
def test_redis_url_has_password_and_timeouts(url: str) -> None:
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


def test_redis_url_keeps_its_username() -> None:
    made = redis_url(url="redis://app:old@cache:6379/0", password="new")
    assert made == "redis://app:new@cache:6379/0"


def test_redis_url_is_unchanged_without_a_separate_password() -> None:
    given = "redis://:p%40ss@cache:6379/0"
    assert redis_url(url=given) == given


def test_mail_folder_keeps_its_absolute_path(tmp_path: Path) -> None:
    folder = tmp_path / "not yet there" / "mail"
    made = mail(f"filemail://{str(folder).replace(' ', '%20')}")
    assert made["EMAIL_FILE_PATH"] == str(folder)
    assert made["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert mail("smtp+tls://user:pass@mail:587")["EMAIL_USE_TLS"] is True


@pytest.mark.parametrize("url", ["filemail://data/mail", "filemail:", "filemail:data"])
def test_mail_folder_with_a_relative_path_is_rejected(url: str) -> None:
    with pytest.raises(ValueError, match="whole path"):
        mail(url)


def test_process_exits_when_the_mail_folder_is_not_writable(tmp_path: Path) -> None:
    """Its parent is a file: not even root can write there."""
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "mail"
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BACKEND,
        env=os.environ | {"EMAIL_URL": f"filemail://{folder}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"{folder} cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


def test_mail_is_written_to_the_folder_of_its_url(tmp_path: Path) -> None:
    """Start the process in another folder, as a container does."""
    code = (
        "import django; django.setup(); from django.core.mail import send_mail;"
        "send_mail('Subject', 'Text', None, ['alice@example.com'])"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BACKEND,
        env=os.environ | {"EMAIL_URL": f"filemail://{tmp_path}/mail"},
        check=True,
    )
    (written,) = (tmp_path / "mail").iterdir()
    assert "alice@example.com" in written.read_text()
