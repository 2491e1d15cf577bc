"""Emails whose server is unreachable, rejects them, or does not respond."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from celery import current_app
from celery.exceptions import Retry
from django.core import mail
from django.db import OperationalError
from django.test import Client
from kombu.exceptions import OperationalError as BrokerUnreachable
from pytest_django.fixtures import Settings

from apps.accounts.audit_log import create_notification_token
from apps.accounts.mailing import RETRY_DELAYS_SECONDS, mail_task
from apps.accounts.models import SecurityEvent, UndeliveredMail, User
from apps.accounts.registration.email_change import create_request_token
from apps.accounts.tasks import mail_account_deleted, mail_change_of_address, mail_notice
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.operators import enter_admin, make_operator

TO = "alice@example.com"
PLACE = "/admin/accounts/undeliveredmail/"
pytestmark = pytest.mark.django_db


class SmtpServer(ThreadingTCPServer):
    """An SMTP server that responds to each recipient with one code."""

    daemon_threads = True

    def __init__(self, response: str) -> None:
        self.answer = response
        super().__init__(("127.0.0.1", 0), SmtpSession)


class SmtpSession(StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            reply = self.server.answer if verb == b"RCPT" else "250 fine"
            self.wfile.write(f"{reply}\r\n".encode())
            if verb == b"QUIT":
                return


@pytest.fixture
def serve(settings: Settings) -> Callable[[str], Any]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    @contextmanager
    def run(response: str) -> Iterator[None]:
        with SmtpServer(response) as server:
            settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield
            finally:
                server.shutdown()
                thread.join()

    return run


@pytest.fixture
def unreachable(settings: Settings) -> None:
    """Return a port without a listener."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with SmtpServer("") as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]


def attempt(number: int) -> int | None:
    """Send a mail for the so-manieth time: the seconds until the next time, None for no more."""
    task: Any = mail_account_deleted
    task.push_request(retries=number - 1, called_directly=False)
    try:
        with patch.object(task, "retry", side_effect=Retry) as retry:
            task.run(email=TO, language="en")
    except Retry:
        return int(retry.call_args.kwargs["countdown"])
    finally:
        task.pop_request()
    return None


def test_mail_is_retried_for_a_day_then_stored(unreachable: None) -> None:
    waits = [attempt(number) for number in range(1, len(RETRY_DELAYS_SECONDS) + 1)]
    assert all(waits)
    seconds = [wait or 0 for wait in waits]
    assert 20 * 3600 < sum(seconds) < 28 * 3600
    assert seconds[0] <= 66
    assert max(seconds) <= 4.4 * 3600
    assert not UndeliveredMail.objects.exists()

    assert attempt(len(RETRY_DELAYS_SECONDS) + 1) is None
    kept = UndeliveredMail.objects.get()
    assert (kept.email, kept.kind, kept.attempts) == (
        TO,
        "mail_account_deleted",
        len(RETRY_DELAYS_SECONDS) + 1,
    )
    assert "ConnectionRefusedError" in kept.error
    assert str(kept) == "mail_account_deleted to alice@example.com"


def test_permanent_rejection_is_not_retried(
    serve: Callable[[str], Any],
) -> None:
    with serve("550 there is no such person"):
        assert attempt(1) is None
    kept = UndeliveredMail.objects.get()
    assert kept.attempts == 1
    assert "no such person" in kept.error


def test_temporary_rejection_is_retried(serve: Callable[[str], Any]) -> None:
    with serve("451 greylisted"):
        assert attempt(1)
    assert not UndeliveredMail.objects.exists()


def test_silent_server_times_out(settings: Settings) -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 30


def test_database_outage_at_the_end_loses_no_mail(unreachable: None) -> None:
    with patch.object(UndeliveredMail.objects, "create", side_effect=OperationalError("away")):
        assert attempt(len(RETRY_DELAYS_SECONDS) + 1) == RETRY_DELAYS_SECONDS[-1]


def test_bug_is_retried_and_stored() -> None:
    with patch("apps.accounts.emails.account_deleted", side_effect=RuntimeError("bug")):
        assert attempt(1)
        assert attempt(len(RETRY_DELAYS_SECONDS) + 1) is None
    assert UndeliveredMail.objects.get().error == "bug"


def test_every_mail_task_is_retrying(settings: Settings) -> None:
    current_app.loader.import_default_modules()
    of_mails = [task for name, task in current_app.tasks.items() if ".mail_" in name]
    assert len(of_mails) >= 6
    assert {task.run.__code__ for task in of_mails} == {mail_account_deleted.run.__code__}
    assert mail_task.__module__ == "apps.accounts.mailing"

    senders = set()
    for path in (settings.BACKEND / "apps").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "attr", getattr(called, "id", ""))
            if name in {"send_mail", "send_mass_mail", "mail_admins", "mail_managers"} or (
                name == "send" and isinstance(node, ast.Call) and not node.args + node.keywords
            ):
                senders.add(path.name)
    assert senders == {"mailing.py"}


def test_deleted_rows_need_no_mail() -> None:
    user = make_user()
    event = SecurityEvent.objects.create(user=user, kind=SecurityEvent.Kind.SIGNED_IN)
    notice = create_notification_token(event, email=TO)
    request = create_request_token(user, email=TO)
    event.delete()
    user.delete()

    mail_notice(token=notice, language="en")
    mail_change_of_address(token=request, language="en")

    assert mail.outbox == []
    assert not UndeliveredMail.objects.exists()


@pytest.fixture
def kept(db: None) -> UndeliveredMail:
    return UndeliveredMail.objects.create(
        task=mail_account_deleted.name,
        arguments={"email": TO, "language": "en"},
        email=TO,
        error="away",
        attempts=14,
    )


def act(client: Client, kept: UndeliveredMail) -> str:
    form = {"action": "resend", "_selected_action": [kept.pk]}
    return client.post(PLACE, form, follow=True).content.decode()


def test_staff_resends_mail(kept: UndeliveredMail) -> None:
    client = enter_admin(make_operator())
    assert TO in client.get(PLACE).content.decode()

    with patch("apps.accounts.mailing.current_app.send_task", side_effect=BrokerUnreachable):
        assert "temporarily unavailable" in act(client, kept)
    assert UndeliveredMail.objects.exists()

    with patch("apps.accounts.mailing.current_app.send_task") as send:
        assert "1 mail." in act(client, kept)
    send.assert_called_once_with(kept.task, kwargs=kept.arguments)
    assert not UndeliveredMail.objects.exists()


def test_account_deletion_deletes_undelivered_mails(kept: UndeliveredMail, alice: User) -> None:
    from apps.accounts.privacy.profile import erase_profile

    assert alice.email == TO
    erase_profile(alice)
    assert not UndeliveredMail.objects.exists()
