import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch
from urllib.parse import quote
from uuid import uuid4
from zipfile import ZipFile

import pytest
from celery.exceptions import Retry, SoftTimeLimitExceeded
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework.test import APIClient

from apps.accounts.models import Archive, SecurityEvent, Session, User
from apps.accounts.privacy.export import cancel_archive, delete_old_archives
from apps.accounts.tasks import ARCHIVE_JOB, mail_archive, make_archive
from apps.accounts.tests import complete_user
from apps.accounts.tests.complete_user import make_complete_user
from apps.core.jobs import MAX_ATTEMPTS, JobBusyError, Reason, job_of

ClientOf = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Any:
    with (
        patch("apps.accounts.views.archives.make_archive.delay") as make,
        patch("apps.accounts.tasks.mail_archive.delay", side_effect=mail_archive),
        patch("apps.accounts.privacy.export.notify_user") as send,
    ):
        make.live = send
        yield make


def request_export(client: APIClient, django_capture_on_commit_callbacks: Any) -> Any:
    with django_capture_on_commit_callbacks(execute=True):
        return client.post("/api/archives/")


def files() -> list[Path]:
    folder = Path(storages["private"].location)  # type: ignore[attr-defined]
    return [path for path in folder.rglob("*") if path.is_file()]


def test_archive_contains_all_data(
    client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    alice = make_complete_user(handle="alice").user
    alice.archives.all().delete()
    client = client_of(alice)

    response = request_export(client, django_capture_on_commit_callbacks)

    assert response.status_code == 202
    body = response.json()
    assert (body["status"], body["size"], body["url"]) == ("queued", 0, None)
    published.assert_called_once_with(archive_id=body["id"], language="en")

    make_archive(**published.call_args.kwargs)

    ready = client.get(f"/api/archives/{body['id']}/").json()
    assert ready["status"] == "ready"
    response = Client().get(ready["url"])
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == ready["size"]
    assert f"{quote(settings.PRODUCT_NAME)}%20" in response["Content-Disposition"]
    account = json.loads(ZipFile(BytesIO(content)).read("account.json"))
    assert account["email"] == "alice@example.com"
    assert account["passkeys"][0]["name"] == "alice's phone"
    assert account["social_links"][0]["provider"] == "github"
    assert len(account["sessions"]) == alice.sessions.count() == 2
    kinds = [event["kind"] for event in account["security_events"]]
    assert kinds == ["archive_asked", "signed_in"]
    event = published.live.call_args.kwargs["event"]
    assert event["type"] == "archive.changed"
    assert (event["archive"]["id"], event["archive"]["status"]) == (body["id"], "ready")
    assert published.live.call_args.kwargs["user_id"] == alice.pk
    assert mail.outbox[0].to == ["alice@example.com"]
    assert "/account/data" in mail.outbox[0].body


def test_archive_contains_no_secrets(client_of: ClientOf, published: Any) -> None:
    alice = make_complete_user(handle="alice")
    archive = Archive.objects.create(owner=alice.user)
    make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    with archive.file.open("rb") as file, ZipFile(file) as packed:
        text = b"".join(packed.read(name) for name in packed.namelist()).decode()
    for where, secret in alice.secrets.items():
        assert secret not in text, where


def test_build_twice_builds_once(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    for _ in range(2):
        make_archive(archive_id=str(archive.pk), language="de")
    assert len(files()) == 1
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["alice@example.com"]


def test_build_replaces_file_of_killed_worker(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    storages["private"].save(f"archives/{alice.pk}/{archive.pk}.zip", ContentFile(b"half"))
    make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    assert [path.stat().st_size for path in files()] == [archive.size]


def test_second_request_is_rejected_while_queued(
    alice: User, client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(alice)
    request_export(client, django_capture_on_commit_callbacks)
    again = request_export(client, django_capture_on_commit_callbacks)

    assert again.status_code == 409
    assert again.json()["code"] == "archive_queued"
    assert Archive.objects.count() == 1


def test_lost_archive_does_not_block_requests(
    alice: User, client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    lost = Archive.objects.create(owner=alice)
    Archive.objects.update(created_at=timezone.now() - timedelta(hours=2))

    assert request_export(client_of(alice), django_capture_on_commit_callbacks).status_code == 202
    lost.refresh_from_db()
    assert lost.status == "failed"


def test_requests_are_limited(
    alice: User, client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(alice)
    statuses = []
    for _ in range(11):
        statuses.append(request_export(client, django_capture_on_commit_callbacks).status_code)
        Archive.objects.all().delete()
    assert statuses == [202] * 10 + [429]


def test_build_error_is_mailed_and_raised(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    with (
        patch(
            "apps.accounts.privacy.export.get_user_data_handlers", side_effect=RuntimeError("bug")
        ),
        pytest.raises(RuntimeError),
    ):
        make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    assert archive.status == "failed"
    assert published.live.call_args.kwargs["event"]["archive"]["status"] == "failed"
    assert "again" in mail.outbox[0].body


def test_soft_time_limit_fails_archive(alice: User, published: Any, client_of: ClientOf) -> None:
    archive = Archive.objects.create(owner=alice, language="de")
    with (
        patch("apps.accounts.privacy.export._write_zip", side_effect=SoftTimeLimitExceeded),
        pytest.raises(SoftTimeLimitExceeded),
    ):
        make_archive(archive_id=str(archive.pk), language="de")

    shown = client_of(alice).get(f"/api/archives/{archive.pk}/").json()
    assert shown["status"] == "failed"
    assert "too long" in shown["problem"]
    assert mail.outbox[0].subject != "Your data export failed"  # but in German


def test_too_many_attempts_fail_archive(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice, attempts=MAX_ATTEMPTS)
    make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    assert (archive.status, archive.problem_code) == ("failed", "interrupted")
    assert files() == []
    assert len(mail.outbox) == 1


def test_lost_message_is_republished_a_few_times(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice, language="de")
    assert list(ARCHIVE_JOB.unfinished()) == [str(archive.pk)]
    with patch("apps.accounts.tasks.make_archive.delay") as delay:
        for _ in range(MAX_ATTEMPTS + 2):
            ARCHIVE_JOB.resume(str(archive.pk))
    assert delay.call_count == MAX_ATTEMPTS
    delay.assert_called_with(archive_id=str(archive.pk), language="de")

    archive.refresh_from_db()
    assert (archive.status, archive.problem_code) == ("failed", "interrupted")
    assert len(mail.outbox) == 1
    assert list(ARCHIVE_JOB.unfinished()) == []


def test_dead_letter_closes_archive_once(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    for reason in (Reason.TIMED_OUT, Reason.INTERRUPTED):
        ARCHIVE_JOB.close(str(archive.pk), reason)
    ARCHIVE_JOB.close(str(uuid4()), Reason.TIMED_OUT)
    archive.refresh_from_db()
    assert (archive.status, archive.problem_code) == ("failed", "timed_out")
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_running_build_is_left_or_cancelled(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    raised: list[Exception] = []

    def meddle() -> None:
        ARCHIVE_JOB.resume(str(archive.pk))
        try:
            ARCHIVE_JOB.close(str(archive.pk), Reason.TIMED_OUT)
        except JobBusyError as error:
            raised.append(error)
        cancel_archive(archive_id=archive.pk)
        connection.close()

    with transaction.atomic():
        Archive.objects.select_for_update().get(pk=archive.pk)
        other = Thread(target=meddle)
        other.start()
        other.join()

    assert len(raised) == 1
    published.assert_not_called()
    archive.refresh_from_db()
    assert (archive.status, archive.attempts) == ("queued", 0)

    make_archive(archive_id=str(archive.pk), language="en")
    archive.refresh_from_db()
    assert (archive.status, archive.problem_code) == ("failed", "cancelled")
    assert files() == []
    assert mail.outbox == []


def test_owner_cancels_queued_archive(
    alice: User, bob: User, client_of: ClientOf, published: Any
) -> None:
    archive = Archive.objects.create(owner=alice)
    path = f"/api/archives/{archive.pk}/cancel/"
    assert client_of(bob).post(path).status_code == 404

    cancelled = client_of(alice).post(path)
    assert cancelled.status_code == 200
    assert (cancelled.json()["status"], cancelled.json()["problem"]) == (
        "failed",
        "You cancelled the export.",
    )
    assert published.live.call_args.kwargs["event"]["archive"]["status"] == "failed"
    make_archive(archive_id=str(archive.pk), language="en")
    assert files() == []
    assert mail.outbox == []


def test_job_is_registered() -> None:
    assert job_of(make_archive.name) is ARCHIVE_JOB


def test_build_is_retried_when_database_is_down(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    with (
        patch(
            "apps.accounts.privacy.export.get_user_data_handlers",
            side_effect=OperationalError("away"),
        ),
        patch.object(make_archive, "retry", side_effect=Retry) as retry,
        pytest.raises(Retry),
    ):
        make_archive(archive_id=str(archive.pk), language="en")
    assert retry.call_args.kwargs["countdown"] == 2
    archive.refresh_from_db()
    assert archive.status == "queued"


@pytest.mark.django_db(transaction=True)
def test_request_fails_without_broker(alice: User, client_of: ClientOf, published: Any) -> None:
    published.side_effect = BrokerUnreachable
    assert client_of(alice).post("/api/archives/").status_code == 503
    assert not Archive.objects.exists()


def test_expired_archive_is_deleted_with_file(
    alice: User, client_of: ClientOf, django_capture_on_commit_callbacks: Any
) -> None:
    old = complete_user.make_archive(alice, expires_at=timezone.now() - timedelta(seconds=1))
    fresh = complete_user.make_archive(alice)
    urls = {each["id"]: each["url"] for each in client_of(alice).get("/api/archives/").json()}
    assert urls[str(old.pk)] is None

    with django_capture_on_commit_callbacks(execute=True):
        delete_old_archives()
    assert list(Archive.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert [path.name for path in files()] == [f"{fresh.pk}.zip"]


def test_request_requires_recent_authentication(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    Session.objects.update(authenticated_at=timezone.now() - timedelta(minutes=16))
    alice.session.refresh_from_db()
    rejected = client.post("/api/archives/")
    assert (rejected.status_code, rejected.json()["code"]) == (403, "sign_in_again")
    assert client.get("/api/archives/").status_code == 200
    assert not SecurityEvent.objects.exists()


def test_archives_of_others_are_hidden(alice: User, bob: User, client_of: ClientOf) -> None:
    hers = complete_user.make_archive(alice)
    his = client_of(bob)
    assert his.get("/api/archives/").json() == []
    assert his.get(f"/api/archives/{hers.pk}/").status_code == 404
    assert his.get(f"/api/archives/{uuid4()}/").status_code == 404
    assert client_of(None).get("/api/archives/").status_code == 401
    assert client_of(None).post("/api/archives/").status_code == 401
