from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from constance.test import override_config
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.rates import spend
from apps.statements.limits import UPLOADS, UPLOADS_PLACE
from apps.statements.models import Statement
from apps.statements.uploads import keep_upload

ClientOf = Callable[[User | None], APIClient]
SAMPLE = (
    Path(__file__).parents[1] / "reading" / "tests" / "samples" / "chase_credit.csv"
).read_bytes()


def upload(client: APIClient, content: bytes = SAMPLE, name: str = "january.csv") -> Any:
    return client.post("/api/statements/", {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def enqueue() -> Any:
    with patch("apps.statements.views.statements.import_statement.delay") as delay:
        yield delay


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_kept_privately_and_queued(
    alice: User, client_of: ClientOf, enqueue: Any
) -> None:
    with patch("apps.statements.progress.send_live") as send:
        answer = upload(client_of(alice))

    assert answer.status_code == 201
    assert send.call_args.kwargs["event"]["type"] == "statement.added"
    statement = Statement.objects.get()
    body = answer.json()
    assert (body["id"], body["status"]) == (str(statement.pk), "queued")
    assert (body["filename"], body["size"]) == ("january.csv", len(SAMPLE))
    enqueue.assert_called_once_with(statement_id=str(statement.pk))
    path = Path(statement.file.path)
    assert path.read_bytes() == SAMPLE
    assert path.stat().st_mode & 0o077 == 0
    assert statement.file.name == f"statements/{alice.pk}/{statement.pk}.csv"


def test_who_uploads_too_much_is_told_when_to_go_on(
    alice: User, bob: User, client_of: ClientOf, enqueue: Any
) -> None:
    hers = client_of(alice)
    for _ in range(UPLOADS.amount):
        spend(UPLOADS, "upload", alice.pk)

    refused = upload(hers)

    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert not Statement.objects.exists()
    assert not [path for path in Path(storages["private"].location).rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    assert upload(client_of(bob)).status_code == 201


def test_one_place_does_not_upload_without_end_by_many_accounts(
    alice: User, client_of: ClientOf, enqueue: Any
) -> None:
    hers = client_of(alice)
    for _ in range(UPLOADS_PLACE.amount):
        spend(UPLOADS_PLACE, "upload", "203.0.113.7")

    hers.credentials(HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert upload(hers).status_code == 429
    assert not Statement.objects.exists()
    hers.credentials(HTTP_X_FORWARDED_FOR="203.0.113.8")
    assert upload(hers).status_code == 201


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_file_above_the_live_limit_is_refused_with_the_limit(
    alice: User, client_of: ClientOf, enqueue: Any, size: int
) -> None:
    with override_config(UPLOAD_LIMIT_MEGABYTES=1):
        answer = upload(client_of(alice), b"x" * size)

    assert answer.status_code == 413
    assert answer.json()["code"] == "file_too_large"
    assert "1 MB" in answer.json()["detail"]
    assert not Statement.objects.exists()


def test_a_form_without_a_file_says_so(alice: User, client_of: ClientOf) -> None:
    answer = client_of(alice).post("/api/statements/", {})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "file"


def test_json_instead_of_a_form_is_refused(alice: User, client_of: ClientOf) -> None:
    answer = client_of(alice).post("/api/statements/", {"file": "x"}, format="json")
    assert answer.status_code == 415


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_nothing_is_left_behind(alice: User, client_of: ClientOf) -> None:
    with patch(
        "apps.statements.views.statements.import_statement.delay", side_effect=BrokerUnreachable
    ):
        answer = upload(client_of(alice))

    assert answer.status_code == 503
    assert not Statement.objects.exists()


def test_a_row_that_cannot_be_written_leaves_no_file(alice: User) -> None:
    file = SimpleUploadedFile("january.csv", SAMPLE)
    with (
        patch("django.db.models.query.QuerySet._insert", side_effect=OperationalError),
        pytest.raises(OperationalError),
    ):
        keep_upload(owner=alice, file=file)
    folder = Path(storages["private"].location)  # type: ignore[attr-defined]
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_hostile_name_is_data_not_a_path(alice: User, client_of: ClientOf, enqueue: Any) -> None:
    upload(client_of(alice), name="../../" + "etc/" * 90 + "passwd\x07.csv")

    statement = Statement.objects.get()
    assert "/" not in statement.filename
    assert str(statement.file.name) == f"statements/{alice.pk}/{statement.pk}.csv"


def test_a_stranger_uploads_nothing(client_of: ClientOf) -> None:
    assert upload(client_of(None)).status_code == 401
