from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.tests.factories import make_statement

ClientOf = Callable[[User | None], APIClient]
URL = "/api/statements/sample/"
TASK = "apps.statements.views.statements.import_statement.delay"

pytestmark = pytest.mark.django_db(transaction=True)


def test_sample_data_is_imported_and_deleted_like_an_upload(
    alice: User, client_of: ClientOf
) -> None:
    client = client_of(alice)
    with patch(TASK) as delay:
        stored = client.post(URL)

    assert stored.status_code == 201
    ids = [statement["id"] for statement in stored.json()]
    assert [call.kwargs["statement_id"] for call in delay.call_args_list] == ids
    for statement in alice.statements.all():
        import_statement(statement_id=statement.pk)
    assert alice.transactions.count() > 100
    for number in ids:
        assert client.delete(f"/api/statements/{number}/").status_code == 200
    assert not alice.transactions.exists()


def test_downloadable_sample_is_imported_without_questions(alice: User, settings: Any) -> None:
    sample = settings.BACKEND.parent / "quasar" / "public" / "sample-statement.csv"
    statement = make_statement(owner=alice, content=sample.read_bytes())

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert (statement.status, statement.rows_imported) == (Statement.Status.IMPORTED, 3)


def test_sample_data_is_not_mixed_with_own_statements(alice: User, client_of: ClientOf) -> None:
    make_statement(owner=alice)

    rejected = client_of(alice).post(URL)

    assert (rejected.status_code, rejected.json()["code"]) == (409, "has_statements")
    assert alice.statements.count() == 1


def test_sample_data_is_removed_if_the_broker_is_unreachable(
    alice: User, client_of: ClientOf
) -> None:
    with patch(TASK, side_effect=BrokerUnreachable):
        assert client_of(alice).post(URL).status_code == 503

    assert not Statement.objects.exists()
