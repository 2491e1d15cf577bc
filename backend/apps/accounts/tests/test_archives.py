import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4
from zipfile import ZipFile

import pytest
from celery.exceptions import Retry
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework.test import APIClient

from apps.accounts.belongings.archives import forget_old_archives
from apps.accounts.models import Archive, SecurityEvent, Session, User
from apps.accounts.tasks import mail_archive, make_archive
from apps.accounts.tests import equipped
from apps.accounts.tests.equipped import make_equipped

ClientOf = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Any:
    with (
        patch("apps.accounts.views.archives.make_archive.delay") as make,
        patch("apps.accounts.tasks.mail_archive.delay", side_effect=mail_archive),
        patch("apps.accounts.belongings.news.send_live") as send,
    ):
        make.live = send
        yield make


def ask(client: APIClient, django_capture_on_commit_callbacks: Any) -> Any:
    with django_capture_on_commit_callbacks(execute=True):
        return client.post("/api/archives/")


def files() -> list[Path]:
    folder = Path(storages["private"].location)  # type: ignore[attr-defined]
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_owner_gets_one_file_with_everything(
    client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    alice = make_equipped(handle="alice").user
    alice.archives.all().delete()
    client = client_of(alice)

    asked = ask(client, django_capture_on_commit_callbacks)

    assert asked.status_code == 202
    body = asked.json()
    assert (body["status"], body["size"], body["url"]) == ("queued", 0, None)
    published.assert_called_once_with(archive_id=body["id"], language="en")

    make_archive(**published.call_args.kwargs)

    ready = client.get(f"/api/archives/{body['id']}/").json()
    assert ready["status"] == "ready"
    answer = Client().get(ready["url"])
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == ready["size"]
    assert "Tally%20" in answer["Content-Disposition"]
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


def test_no_secret_is_taken_along(client_of: ClientOf, published: Any) -> None:
    alice = make_equipped(handle="alice")
    archive = Archive.objects.create(owner=alice.user)
    make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    with archive.file.open("rb") as file, ZipFile(file) as packed:
        text = b"".join(packed.read(name) for name in packed.namelist()).decode()
    for where, secret in alice.secrets.items():
        assert secret not in text, where


def test_made_twice_it_is_made_once(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    for _ in range(2):
        make_archive(archive_id=str(archive.pk), language="de")
    assert len(files()) == 1
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["alice@example.com"]


def test_what_a_killed_worker_left_is_replaced(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    storages["private"].save(f"archives/{alice.pk}/{archive.pk}.zip", ContentFile(b"half"))
    make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    assert [path.stat().st_size for path in files()] == [archive.size]


def test_one_at_a_time(
    alice: User, client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(alice)
    ask(client, django_capture_on_commit_callbacks)
    again = ask(client, django_capture_on_commit_callbacks)

    assert again.status_code == 409
    assert again.json()["code"] == "archive_queued"
    assert Archive.objects.count() == 1


def test_one_whose_task_was_lost_keeps_nobody_waiting(
    alice: User, client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    lost = Archive.objects.create(owner=alice)
    Archive.objects.update(created_at=timezone.now() - timedelta(hours=2))

    assert ask(client_of(alice), django_capture_on_commit_callbacks).status_code == 202
    lost.refresh_from_db()
    assert lost.status == "failed"


def test_nobody_asks_all_day(
    alice: User, client_of: ClientOf, published: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(alice)
    statuses = []
    for _ in range(11):
        statuses.append(ask(client, django_capture_on_commit_callbacks).status_code)
        Archive.objects.all().delete()
    assert statuses == [202] * 10 + [429]


def test_a_fault_of_ours_is_told_and_raised(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    with (
        patch(
            "apps.accounts.belongings.archives.belongings_of_all", side_effect=RuntimeError("bug")
        ),
        pytest.raises(RuntimeError),
    ):
        make_archive(archive_id=str(archive.pk), language="en")

    archive.refresh_from_db()
    assert archive.status == "failed"
    assert published.live.call_args.kwargs["event"]["archive"]["status"] == "failed"
    assert "again" in mail.outbox[0].body


def test_a_database_that_is_away_is_waited_for(alice: User, published: Any) -> None:
    archive = Archive.objects.create(owner=alice)
    with (
        patch(
            "apps.accounts.belongings.archives.belongings_of_all",
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
def test_without_a_broker_none_is_left_waiting(
    alice: User, client_of: ClientOf, published: Any
) -> None:
    published.side_effect = BrokerUnreachable
    assert client_of(alice).post("/api/archives/").status_code == 503
    assert not Archive.objects.exists()


def test_an_expired_one_is_removed_with_its_file(
    alice: User, client_of: ClientOf, django_capture_on_commit_callbacks: Any
) -> None:
    old = equipped.make_archive(alice, expires_at=timezone.now() - timedelta(seconds=1))
    fresh = equipped.make_archive(alice)
    urls = {each["id"]: each["url"] for each in client_of(alice).get("/api/archives/").json()}
    assert urls[str(old.pk)] is None

    with django_capture_on_commit_callbacks(execute=True):
        forget_old_archives()
    assert list(Archive.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert [path.name for path in files()] == [f"{fresh.pk}.zip"]


def test_it_asks_for_a_recent_sign_in(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    Session.objects.update(authenticated_at=timezone.now() - timedelta(minutes=16))
    alice.session.refresh_from_db()
    refused = client.post("/api/archives/")
    assert (refused.status_code, refused.json()["code"]) == (403, "sign_in_again")
    assert client.get("/api/archives/").status_code == 200
    assert not SecurityEvent.objects.exists()


def test_nobody_sees_anothers(alice: User, bob: User, client_of: ClientOf) -> None:
    hers = equipped.make_archive(alice)
    his = client_of(bob)
    assert his.get("/api/archives/").json() == []
    assert his.get(f"/api/archives/{hers.pk}/").status_code == 404
    assert his.get(f"/api/archives/{uuid4()}/").status_code == 404
    assert client_of(None).get("/api/archives/").status_code == 401
    assert client_of(None).post("/api/archives/").status_code == 401
