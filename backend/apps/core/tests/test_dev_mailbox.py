from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MAILBOX = str(tmp_path)
    return tmp_path


def send(folder: Path, *, to: str, subject: str = "Hello", text: str = "Text") -> None:
    connection = get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=str(folder)
    )
    EmailMessage(subject, text, to=[to], connection=connection).send()


def test_mailbox_returns_json_for_recipient(folder: Path) -> None:
    send(folder, to="alice@example.com", subject="Größe", text="Öffne http://x/?a=1&b=2\n\nGruß\n")
    send(folder, to="bob@example.com")

    [message] = Client().get("/mailbox/?format=json&to=alice@example.com").json()

    assert message["subject"] == "Größe"
    assert message["text"] == "Öffne http://x/?a=1&b=2\n\nGruß\n"
    assert message["sent_at"]


def test_mailbox_shows_links_and_escapes_markup(folder: Path) -> None:
    send(
        folder, to="alice@example.com", text="Open http://localhost/x?a=1 <script>alert(1)</script>"
    )

    page = Client().get("/mailbox/").content.decode()

    assert 'href="http://localhost/x?a=1"' in page
    assert "<script>alert" not in page


def test_mailbox_shows_hint_when_empty(settings: Settings, tmp_path: Path) -> None:
    settings.MAILBOX = str(tmp_path / "not-there-yet")

    assert "Sign up" in Client().get("/mailbox/").content.decode()


def test_mailbox_is_not_found_in_production(settings: Settings) -> None:
    settings.MAILBOX = None

    assert Client().get("/mailbox/").status_code == 404
