from unittest.mock import patch

import pytest
from django.test import Client
from kombu.exceptions import OperationalError as BrokerUnreachable

from apps.accounts.models import User
from apps.accounts.tests.operators import enter_admin, make_operator
from apps.statements.models import Statement
from apps.statements.tests.factories import make_statement

pytestmark = pytest.mark.django_db
ADMIN_URL = "/admin/statements/statement/"


@pytest.fixture
def operator() -> Client:
    return enter_admin(make_operator())


def import_again(client: Client) -> str:
    chosen = [statement.pk for statement in Statement.objects.all()]
    response = client.post(
        ADMIN_URL, {"action": "import_again", "_selected_action": chosen}, follow=True
    )
    return "\n".join(map(str, response.context["messages"]))


def test_admin_queues_unfinished_import_again(operator: Client) -> None:
    lost = make_statement()
    make_statement(owner=lost.owner)
    Statement.objects.exclude(pk=lost.pk).update(status=Statement.Status.IMPORTED)
    with patch("apps.statements.admin.import_statement.delay") as delay:
        assert import_again(operator) == "1 import."
    delay.assert_called_once_with(statement_id=str(lost.pk))


def test_admin_shows_error_when_broker_is_unavailable(operator: Client) -> None:
    make_statement()
    with patch("apps.statements.admin.import_statement.delay", side_effect=BrokerUnreachable):
        assert import_again(operator).strip()


def test_admin_does_not_show_the_file(operator: Client, alice: User) -> None:
    statement = make_statement(owner=alice)
    html = operator.get(f"{ADMIN_URL}{statement.pk}/change/").content.decode()
    assert statement.filename in html
    assert str(statement.file.name) not in html
    assert operator.get(f"{ADMIN_URL}add/").status_code == 403
    assert operator.post(f"{ADMIN_URL}{statement.pk}/change/", {"filename": "x"}).status_code == 403
