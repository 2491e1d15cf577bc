from unittest.mock import patch

import pytest
from celery.exceptions import Retry
from django.db import OperationalError

from apps.accounts.models import User
from apps.statements.tasks import import_statement
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
