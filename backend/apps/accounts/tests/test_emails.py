"""Emails as text and HTML with the same links, in the user's language."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils.translation import override

from apps.accounts import emails
from apps.accounts.emails import EMAILED_EVENTS
from apps.accounts.models import PendingSignUp, SecurityEvent, User

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 11, 30, 9, 12, tzinfo=UTC)


def html_of(mail: EmailMessage) -> str:
    assert isinstance(mail, EmailMultiAlternatives)
    [(content, mimetype)] = mail.alternatives
    assert mimetype == "text/html"
    return str(content)


def notification(user: User, kind: str) -> EmailMessage:
    event = SecurityEvent.objects.create(
        user=user, kind=kind, device="Firefox", address="192.0.2.1"
    )
    SecurityEvent.objects.filter(pk=event.pk).update(created_at=WHEN)
    event.refresh_from_db()
    return emails.security_notification(event, email=user.email)


MAILS: dict[str, Callable[[User], EmailMessage]] = {
    "sign-up": lambda user: emails.sign_up(
        PendingSignUp(email=user.email, handle="new"), token="a&b"
    ),
    "registered": lambda user: emails.already_registered(user.email),
    "reset": lambda user: emails.password_reset(user, uid="1", token="t"),
    "confirm": lambda user: emails.confirm_email(user, email="new@example.com", token="t"),
    "taken": lambda user: emails.email_taken(user.email),
    "archive": lambda user: emails.archive_ready(user.email),
    "failed archive": lambda user: emails.archive_failed(user.email),
    "deleted": lambda user: emails.account_deleted(user.email),
    "deletion": lambda user: notification(user, "deletion_asked"),
    "password": lambda user: notification(user, "password_changed"),
}


@pytest.mark.parametrize("name", MAILS)
def test_text_and_html_have_the_same_links(name: str, alice: User) -> None:
    alice.deletion_due_at = WHEN
    alice.save()
    mail = MAILS[name](alice)

    in_html = re.findall(r'href="([^"]+)"', html_of(mail))
    in_text = re.findall(r"https?://\S+", str(mail.body))

    assert [link.replace("&amp;", "&") for link in in_html] == in_text
    assert in_text[-1] == settings.SITE_URL
    assert settings.PRODUCT_NAME in html_of(mail)


@pytest.mark.parametrize("kind", sorted(EMAILED_EVENTS))
def test_security_mail_is_a_sentence_with_time_and_zone(kind: str, alice: User) -> None:
    mail = notification(alice, kind)

    assert re.fullmatch(r"[A-Z][^.:]+", str(mail.subject))
    assert "Nov. 30, 2026, 9:12 a.m. UTC, from Firefox, 192.0.2.1." in mail.body


def test_deletion_mail_names_the_date_and_keeps_the_account_first(alice: User) -> None:
    alice.deletion_due_at = WHEN
    alice.save()

    mail = notification(alice, "deletion_asked")

    assert "deleted after Nov. 30, 2026, 9:12 a.m. UTC." in mail.body
    first = re.search(r"https?://\S+", str(mail.body))
    assert first
    assert first[0].startswith(f"{settings.SITE_URL}/keep-account#token=")


def test_mail_is_translated(alice: User) -> None:
    with override("de"):
        mail = notification(alice, "password_changed")

    assert mail.subject == "Dein Passwort wurde geändert"
    assert '<html lang="de" dir="ltr">' in html_of(mail)


def test_mail_in_arabic_reads_from_right_to_left(alice: User) -> None:
    with override("ar"):
        mail = emails.password_reset(alice, uid="1", token="2")

    assert mail.subject == "أعد تعيين كلمة المرور"
    assert f"للحساب \u2068{alice.handle}\u2069." in mail.body
    assert '<html lang="ar" dir="rtl">' in html_of(mail)


def test_markup_in_a_mail_is_escaped(alice: User) -> None:
    event = SecurityEvent(user=alice, kind="password_changed", device="<b>x</b>", created_at=WHEN)

    mail = emails.security_notification(event, email=alice.email)

    assert "&lt;b&gt;x&lt;/b&gt;" in html_of(mail)
    assert "<b>x</b>" in mail.body
