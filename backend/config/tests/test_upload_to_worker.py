"""The whole way through a real broker and a real worker process."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.models import Statement
from config.celery import app
from config.topology import SERVICES

ClientOf = Callable[[User | None], APIClient]
SAMPLE = settings.BACKEND / "apps/statements/reading/tests/samples/chase_credit.csv"
SECONDS = 30


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """The import worker as the topology starts it, on the test's database."""
    command = next(each for each in SERVICES if each.name == "worker-imports").arguments(
        host="", port=None
    )
    monkeypatch.setattr(Statement.file.field.storage, "location", str(tmp_path / "private"))
    database = settings.DATABASES["default"]["NAME"]
    address = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=settings.BACKEND,
        env=os.environ | {"DATABASE_URL": f"{address}/{database}", "MEDIA_ROOT": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.terminate()
    process.wait(SECONDS)


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_imported_by_the_worker(
    alice: User, client_of: ClientOf, worker: subprocess.Popen[str]
) -> None:
    app.control.purge()
    client = client_of(alice)

    file = SimpleUploadedFile("january.csv", SAMPLE.read_bytes())
    answer = client.post("/api/statements/", {"file": file})

    deadline = monotonic() + SECONDS
    statement = Statement.objects.get()
    while not statement.has_ended and monotonic() < deadline:
        sleep(0.1)
        statement.refresh_from_db()
    worker.terminate()
    output, _ = worker.communicate(timeout=SECONDS)
    assert statement.status == Statement.Status.IMPORTED, output
    assert statement.transactions.count() == 12
    assert connection.vendor == "postgresql"
    # The request's id went with the task into the worker's log.
    assert answer.wsgi_request is not None
    assert f'"request_id": "{answer["X-Request-ID"]}"' in output
