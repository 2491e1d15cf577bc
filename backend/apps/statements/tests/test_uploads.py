from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from constance.test import override_config
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.rate_limiting import consume
from apps.statements.importing.uploads import store_upload
from apps.statements.models import Statement
from apps.statements.rate_limits import UPLOADS_PER_NETWORK, UPLOADS_PER_USER
from apps.statements.tests.factories import ClientOf

SAMPLE = (
    Path(__file__).parents[1] / "parsing" / "tests" / "samples" / "chase_credit.csv"
).read_bytes()


def upload(
    client: APIClient,
    content: bytes = SAMPLE,
    name: str = "january.csv",
    headers: dict[str, str] | None = None,
) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/api/statements/", {"file": file}, headers=headers)


@pytest.fixture
def enqueue() -> Any:
    with patch("apps.statements.views.statements.import_statement.delay") as delay:
        yield delay


@pytest.mark.django_db(transaction=True)
def test_upload_is_stored_privately_and_queued(
    alice: User, client_of: ClientOf, enqueue: Any
) -> None:
    with patch("apps.statements.importing.progress.notify_user") as send:
        response = upload(client_of(alice))

    assert response.status_code == 201
    assert send.call_args.kwargs["event"]["type"] == "statement.added"
    statement = Statement.objects.get()
    body = response.json()
    assert (body["id"], body["status"]) == (str(statement.pk), "queued")
    assert (body["filename"], body["size"]) == ("january.csv", len(SAMPLE))
    enqueue.assert_called_once_with(statement_id=str(statement.pk))
    path = Path(statement.file.path)
    assert path.read_bytes() == SAMPLE
    assert path.stat().st_mode & 0o077 == 0
    assert statement.file.name == f"statements/{alice.pk}/{statement.pk}.csv"


def test_upload_with_a_repeated_key_is_stored_once(
    alice: User,
    bob: User,
    client_of: ClientOf,
    enqueue: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    headers = {"Idempotency-Key": "5e0f"}
    with django_capture_on_commit_callbacks(execute=True):
        first = upload(client_of(alice), headers=headers)
        again = upload(client_of(alice), headers=headers)
        his = upload(client_of(bob), headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["id"] == first.json()["id"] != his.json()["id"]
    assert Statement.objects.count() == 2
    assert enqueue.call_count == 2
    folder = Path(Statement.objects.get(owner=alice).file.path).parent
    assert len(list(folder.iterdir())) == 1


@pytest.mark.django_db(transaction=True)
def test_concurrent_uploads_with_one_key_are_stored_once(
    alice: User, client_of: ClientOf, enqueue: Any
) -> None:
    def send(_: int) -> str:
        try:
            return str(upload(client_of(alice), headers={"Idempotency-Key": "5e0f"}).json()["id"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(send, range(4)))

    assert ids == {str(Statement.objects.get().pk)}
    assert enqueue.call_count == 1


def test_uploads_per_user_are_limited(
    alice: User, bob: User, client_of: ClientOf, enqueue: Any
) -> None:
    client = client_of(alice)
    for _ in range(UPLOADS_PER_USER.amount):
        consume(UPLOADS_PER_USER, "upload", alice.pk)

    response = upload(client)

    assert (response.status_code, response.json()["code"]) == (429, "throttled")
    assert 0 < int(response["Retry-After"]) <= 3600
    assert not Statement.objects.exists()
    assert not [path for path in Path(storages["private"].location).rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    assert upload(client_of(bob)).status_code == 201


def test_uploads_per_network_are_limited(alice: User, client_of: ClientOf, enqueue: Any) -> None:
    client = client_of(alice)
    for _ in range(UPLOADS_PER_NETWORK.amount):
        consume(UPLOADS_PER_NETWORK, "upload", "203.0.113.7")

    client.credentials(HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert upload(client).status_code == 429
    assert not Statement.objects.exists()
    client.credentials(HTTP_X_FORWARDED_FOR="203.0.113.8")
    assert upload(client).status_code == 201


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_upload_above_size_limit_is_rejected(
    alice: User, client_of: ClientOf, enqueue: Any, size: int
) -> None:
    with override_config(UPLOAD_LIMIT_MEGABYTES=1):
        response = upload(client_of(alice), b"x" * size)

    assert response.status_code == 413
    assert response.json()["code"] == "file_too_large"
    assert "1 MB" in response.json()["detail"]
    assert not Statement.objects.exists()


def test_upload_without_file_is_rejected(alice: User, client_of: ClientOf) -> None:
    response = client_of(alice).post("/api/statements/", {})
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "file"


def test_upload_as_json_is_rejected(alice: User, client_of: ClientOf) -> None:
    response = client_of(alice).post("/api/statements/", {"file": "x"}, format="json")
    assert response.status_code == 415


@pytest.mark.django_db(transaction=True)
def test_upload_without_broker_stores_nothing(alice: User, client_of: ClientOf) -> None:
    with patch(
        "apps.statements.views.statements.import_statement.delay", side_effect=BrokerUnreachable
    ):
        response = upload(client_of(alice))

    assert response.status_code == 503
    assert not Statement.objects.exists()


def test_failed_insert_leaves_no_file(alice: User) -> None:
    file = SimpleUploadedFile("january.csv", SAMPLE)
    with (
        patch("django.db.models.query.QuerySet._insert", side_effect=OperationalError),
        pytest.raises(OperationalError),
    ):
        store_upload(owner=alice, file=file)
    folder = Path(storages["private"].location)  # type: ignore[attr-defined]
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_malicious_filename_is_not_used_as_path(
    alice: User, client_of: ClientOf, enqueue: Any
) -> None:
    upload(client_of(alice), name="../../" + "etc/" * 90 + "passwd\x07.csv")

    statement = Statement.objects.get()
    assert "/" not in statement.filename
    assert str(statement.file.name) == f"statements/{alice.pk}/{statement.pk}.csv"


def test_upload_requires_login(client_of: ClientOf) -> None:
    assert upload(client_of(None)).status_code == 401
