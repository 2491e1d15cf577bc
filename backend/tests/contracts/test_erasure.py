"""Erasure of an account from every table and all files of all apps."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection, transaction
from django.db.models import ForeignKey, Model
from psycopg import sql

from apps.accounts.models import User
from apps.accounts.privacy import account_deletion
from apps.accounts.privacy.account_deletion import delete_account
from apps.accounts.tests.complete_user import DEVICE, make_complete_user
from apps.statements.models import Statement
from apps.statements.tests.factories import make_transactions
from tests.factories import log_change, make_owner

pytestmark = pytest.mark.django_db


def references() -> Iterator[tuple[type[Model], str]]:
    """Return every model and column that refers to a user."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is User:
                yield model, field.attname


def tables_that_mention(text: str) -> list[str]:
    with connection.cursor() as cursor:
        mentions = []
        for table in connection.introspection.table_names(cursor):
            query = sql.SQL("SELECT count(*) FROM {} kept WHERE kept::text ILIKE %s")
            cursor.execute(query.format(sql.Identifier(table)), [f"%{text}%"])
            if cursor.fetchone()[0]:
                mentions.append(table)
    return mentions


def files() -> list[Path]:
    folders = [Path(storages[name].location) for name in ("default", "private")]  # type: ignore[attr-defined]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


# Tables of Django, whose rows a deletion cascades to.
GROUPS = {"accounts_user_groups", "accounts_user_user_permissions"}


@pytest.mark.django_db(transaction=True)
def test_deleted_account_leaves_no_data_and_keeps_others() -> None:
    alice, bob = make_owner("alicia"), make_owner("robert")
    User.objects.filter(pk=bob.pk).update(deletion_due_at=None)
    for model, column in references():
        if model._meta.db_table not in GROUPS:
            assert model._base_manager.filter(**{column: alice.pk}).exists(), (
                f"{model.__name__}: add a row to make_owner, so that its erasure is tested."
            )
    assert "accounts_user" in tables_that_mention("alicia")
    bobs_files = [path for path in files() if f"/{bob.pk}/" in str(path)]
    assert len(files()) == 2 * len(bobs_files) > 0

    assert delete_account(user_id=alice.pk) is not None

    for model, column in references():
        assert not model._base_manager.filter(**{column: alice.pk}).exists(), model
    assert tables_that_mention("alicia") == []
    assert files() == bobs_files
    assert tables_that_mention(DEVICE) == ["accounts_securityevent"]
    # sample: statements begin
    # With the one that he has deleted.
    assert bob.statements.get().transactions.count() == 2
    # sample: statements end
    assert bob.security_events.get().device == DEVICE


def test_each_app_erases_its_own_rows() -> None:
    """Leave nothing to the last cascade, which would hold all of it in memory at once."""
    alice = make_owner("alicia")
    with (
        patch(f"{account_deletion.__name__}.anonymize_events", side_effect=InterruptedError),
        pytest.raises(InterruptedError),
    ):
        delete_account(user_id=alice.pk)
    left = {
        model._meta.label
        for model, column in references()
        if model._base_manager.filter(**{column: alice.pk}).exists()
    }
    assert left == {"accounts.SecurityEvent", "admin.LogEntry"}


def test_admin_log_omits_erased_data() -> None:
    alice = make_owner("alicia")
    operator = make_complete_user(handle="operator", is_staff=True).user
    rows = [
        alice,
        alice.passkeys.get(),
        alice.totp,
        alice.statements.get(),  # sample: statements
        alice.transactions.get(),  # sample: statements
        alice.archives.get(),
        alice.links.get(),  # sample: links
        alice.comments.get(),  # sample: links
        alice.votes.latest("pk"),  # sample: links
    ]
    for row in rows:
        log_change(row, by=operator)
    delete_account(user_id=alice.pk)

    assert LogEntry.objects.filter(user=operator).count() == len(rows)
    assert tables_that_mention("alicia") == []


def test_erasure_deletes_files_without_a_row() -> None:
    alice = make_owner("alicia")
    folders = [
        "archives",
        "statements",  # sample: statements
    ]
    for folder in folders:
        storages["private"].save(f"{folder}/{alice.pk}/lost", ContentFile(b"x"))
    delete_account(user_id=alice.pk)
    assert not [path for path in files() if path.name == "lost"]


# sample: statements begin
def test_erasure_deletes_rows_in_batches() -> None:
    alice = make_owner("alicia")
    make_transactions(statement=alice.statements.get(), count=25_000)
    largest = 0

    def watch(
        execute: object, query: str, parameters: object, many: bool, context: object
    ) -> object:
        nonlocal largest
        result = execute(query, parameters, many, context)  # type: ignore[operator]
        if query.startswith('DELETE FROM "statements_transaction"'):
            largest = max(largest, context["cursor"].rowcount)  # type: ignore[index]
        return result

    with connection.execute_wrapper(watch):
        delete_account(user_id=alice.pk)
    assert largest == 10_000
    assert not alice.transactions.exists()


# sample: statements end


# sample: statements begin
@pytest.mark.django_db(transaction=True)
def test_erasure_waits_for_a_running_import() -> None:
    alice = make_owner("alicia")
    held, release = Event(), Event()

    def run_import() -> None:
        with transaction.atomic():
            Statement.objects.select_for_update().get()
            held.set()
            release.wait(30)
        connection.close()

    other = Thread(target=run_import)
    other.start()
    held.wait(30)
    try:
        with pytest.raises(OperationalError):
            delete_account(user_id=alice.pk)
    finally:
        release.set()
        other.join()
    alice.refresh_from_db()
    assert not alice.is_active

    assert delete_account(user_id=alice.pk) is not None
    assert tables_that_mention("alicia") == []


# sample: statements end
