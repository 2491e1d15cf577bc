from threading import Thread
from unittest.mock import patch

import pytest
from celery.exceptions import Retry
from django.db import OperationalError, connection, transaction

from apps.accounts.models import User
from apps.statements.imports import interrupted_imports
from apps.statements.models import Statement
from apps.statements.tasks import import_statement, resume_imports
from apps.statements.tests.factories import make_statement


def test_a_fault_of_ours_closes_the_statement_and_is_raised(alice: User) -> None:
    statement = make_statement(owner=alice)
    with (
        patch("apps.statements.imports._import_file", side_effect=RuntimeError("bug")),
        pytest.raises(RuntimeError),
    ):
        import_statement(statement_id=str(statement.pk))

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "failed")


def test_an_interrupted_import_is_taken_up_by_the_next_worker(alice: User) -> None:
    waiting = make_statement(owner=alice)
    killed = make_statement(owner=alice)
    Statement.objects.filter(pk=killed.pk).update(status="processing")
    ended = make_statement(owner=alice)
    Statement.objects.filter(pk=ended.pk).update(status="imported")

    with patch("apps.statements.tasks.import_statement.delay") as delay:
        resume_imports()

    asked = {call.kwargs["statement_id"] for call in delay.call_args_list}
    assert asked == {str(waiting.pk), str(killed.pk)}


@pytest.mark.django_db(transaction=True)
def test_a_running_import_is_left_alone(alice: User) -> None:
    statement = make_statement(owner=alice)
    found: list[object] = []

    def look() -> None:
        found.extend(interrupted_imports())
        connection.close()

    with transaction.atomic():
        Statement.objects.select_for_update().get(pk=statement.pk)
        other = Thread(target=look)
        other.start()
        other.join()

    assert found == []
    assert interrupted_imports() == [statement.pk]


def test_a_database_that_is_away_is_waited_for(alice: User) -> None:
    statement = make_statement(owner=alice)
    with (
        patch("apps.statements.imports.import_statement", side_effect=OperationalError("away")),
        patch.object(import_statement, "retry", side_effect=Retry) as retry,
        pytest.raises(Retry),
    ):
        import_statement(statement_id=str(statement.pk))

    assert retry.call_args.kwargs["countdown"] == 2
    statement.refresh_from_db()
    assert statement.status == "queued"
