from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail, signing
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.privacy import account_deletion
from apps.accounts.privacy.account_deletion import delete_account
from apps.accounts.tasks import delete_account as delete_account_task
from apps.accounts.tasks import delete_due_accounts
from apps.accounts.tests.factories import PASSWORD, make_session, make_user
from apps.accounts.tests.mail_links import token_in

ClientOf = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db
URL = "/api/users/me/deletion/"


def make_due(user: User) -> None:
    User.objects.filter(pk=user.pk).update(deletion_due_at=timezone.now() - timedelta(seconds=1))


def kinds_of(user: User) -> list[str]:
    return list(user.security_events.order_by("id").values_list("kind", flat=True))


def test_account_is_deleted_after_two_weeks(alice: User, client_of: ClientOf) -> None:
    elsewhere = make_session(alice)
    client = client_of(alice)
    response = client.post(URL)

    assert response.status_code == 202
    due_at = datetime.fromisoformat(response.json()["due_at"])
    assert timedelta(days=13, hours=23) < due_at - timezone.now() <= timedelta(days=14)
    alice.refresh_from_db()
    assert alice.deletion_due_at == due_at
    elsewhere.refresh_from_db()
    alice.session.refresh_from_db()
    assert (elsewhere.is_live, alice.session.is_live) == (False, True)
    assert kinds_of(alice) == ["deletion_asked"]
    assert delete_account(user_id=alice.pk) is None
    assert User.objects.filter(pk=alice.pk, is_active=True).exists()


def test_restored_account_is_erased_again(
    alice: User, mailoutbox: list[EmailMessage], caplog: pytest.LogCaptureFixture
) -> None:
    call_command("replay_erasures", str(alice.pk), "987654321")

    assert not User.objects.filter(pk=alice.pk).exists()
    assert mailoutbox == []
    assert "account_erased" in caplog.text
    assert str(alice.pk) in caplog.text


def test_replayed_erasure_reports_the_last_superuser(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True, is_superuser=True)
    with pytest.raises(CommandError, match=f"Not erased: {alice.pk}"):
        call_command("replay_erasures", str(alice.pk))


def test_second_request_keeps_date(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    assert client.post(URL).json() == client.post(URL).json()


def test_owner_can_sign_in_and_cancel(alice: User, client_of: ClientOf, client: Client) -> None:
    client_of(alice).post(URL)
    sign_in = {"email": alice.email, "password": PASSWORD}
    signed_in = client.post("/api/session/", sign_in, "application/json").json()
    assert signed_in["user"]["deletion_due_at"]

    bearer = {"Authorization": f"Bearer {signed_in['access']}"}
    assert client.delete(URL, headers=bearer).status_code == 204
    assert client.get("/api/users/me/", headers=bearer).json()["deletion_due_at"] is None
    assert kinds_of(alice)[-1] == "deletion_cancelled"


@pytest.fixture
def ask(alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]) -> Any:
    """Return a function that requests the deletion and returns the token of its mail."""

    def request() -> str:
        mailoutbox.clear()
        with mailing():
            assert client_of(alice).post(URL).status_code == 202
        return token_in(mailoutbox[0])

    return request


def keep(client: Client, token: str) -> Any:
    return client.post("/api/users/keep-account/", {"token": token}, "application/json")


def test_link_of_the_mail_keeps_the_account_once(
    alice: User,
    ask: Callable[[], str],
    client: Client,
    mailing: Any,
    mailoutbox: list[EmailMessage],
) -> None:
    token = ask()

    with mailing():
        kept = keep(client, token)

    assert (kept.status_code, kept.json()) == (200, {"email": alice.email})
    alice.refresh_from_db()
    assert alice.deletion_due_at is None
    assert kinds_of(alice)[-1] == "deletion_cancelled"
    assert mailoutbox[-1].subject == "Your account will not be deleted"
    assert keep(client, token).json()["code"] == "link_spent"


def test_used_link_does_not_cancel_a_later_deletion(
    alice: User, ask: Callable[[], str], client: Client
) -> None:
    used = ask()
    keep(client, used)
    again = ask()

    assert keep(client, used).json()["code"] == "link_spent"
    alice.refresh_from_db()
    assert alice.deletion_due_at is not None
    assert keep(client, again).status_code == 200


def test_link_is_void_after_cancelling_in_the_account(
    alice: User, ask: Callable[[], str], client: Client, client_of: ClientOf
) -> None:
    token = ask()
    client_of(alice).delete(URL)
    ask()

    assert keep(client, token).json()["code"] == "link_spent"


@pytest.mark.parametrize("salt", ["undo-change-of-address", "notice", ""])
def test_token_of_another_purpose_does_not_keep_an_account(
    alice: User, ask: Callable[[], str], client: Client, salt: str
) -> None:
    ask()
    event = alice.security_events.get(kind="deletion_asked")

    assert keep(client, signing.dumps(event.pk, salt=salt)).json()["code"] == "link_spent"


def test_link_is_void_once_the_deletion_is_due(
    alice: User, ask: Callable[[], str], client: Client
) -> None:
    token = ask()
    make_due(alice)
    delete_account(user_id=alice.pk)

    assert keep(client, token).json()["code"] == "link_spent"


def test_cancel_without_request_records_no_event(alice: User, client_of: ClientOf) -> None:
    assert client_of(alice).delete(URL).status_code == 204
    assert kinds_of(alice) == []


def test_due_accounts_are_deleted_and_mailed(
    alice: User, bob: User, client_of: ClientOf, django_capture_on_commit_callbacks: Any
) -> None:
    client_of(alice).post(URL, headers={"Accept-Language": "de"})
    mail.outbox.clear()
    make_due(alice)
    with patch("apps.accounts.tasks.delete_account.delay") as delay:
        delete_due_accounts()
    delay.assert_called_once_with(user_id=alice.pk)

    with patch("apps.accounts.tasks.mail_account_deleted.delay") as mail_task:
        for _ in range(2):
            delete_account_task(user_id=alice.pk)

    assert list(User.objects.all()) == [bob]
    mail_task.assert_called_once_with(email="alice@example.com", language="de")


def test_audit_log_is_anonymized(alice: User, client_of: ClientOf) -> None:
    client_of(alice).post(URL, headers={"User-Agent": "Mozilla/5.0 Firefox/130.0"})
    make_due(alice)
    delete_account(user_id=alice.pk)

    events = SecurityEvent.objects.order_by("id")
    assert [event.kind for event in events] == ["deletion_asked", "account_deleted"]
    for event in events:
        assert (event.user, event.address, event.device, event.details) == (None, None, "", {})


def test_login_fails_during_deletion(alice: User, client: Client) -> None:
    make_due(alice)
    with (
        patch(f"{account_deletion.__name__}.get_user_data_handlers", side_effect=InterruptedError),
        pytest.raises(InterruptedError),
    ):
        delete_account(user_id=alice.pk)

    sign_in = {"email": alice.email, "password": PASSWORD}
    assert client.post("/api/session/", sign_in, "application/json").status_code == 401
    assert delete_account(user_id=alice.pk) is not None
    assert not User.objects.exists()


def test_last_superuser_cannot_be_deleted(client_of: ClientOf) -> None:
    last = make_user(is_staff=True, is_superuser=True)
    make_user(is_staff=True, is_superuser=True, is_active=False)
    rejected = client_of(last).post(URL)
    assert (rejected.status_code, rejected.json()["code"]) == (409, "last_superuser")

    make_due(last)
    assert delete_account(user_id=last.pk) is None
    assert User.objects.filter(pk=last.pk, is_active=True).exists()


def test_one_of_two_superusers_can_be_deleted(client_of: ClientOf) -> None:
    first, second = (make_user(is_staff=True, is_superuser=True) for _ in range(2))
    assert client_of(first).post(URL).status_code == 202
    assert client_of(second).post(URL).status_code == 409


def test_deletion_requires_recent_authentication(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    Session.objects.update(authenticated_at=timezone.now() - timedelta(minutes=16))
    alice.session.refresh_from_db()
    rejected = client.post(URL)
    assert (rejected.status_code, rejected.json()["code"]) == (403, "sign_in_again")
    alice.refresh_from_db()
    assert alice.deletion_due_at is None


def test_deletion_requires_login(client_of: ClientOf) -> None:
    assert client_of(None).post(URL).status_code == 401
    assert client_of(None).delete(URL).status_code == 401
