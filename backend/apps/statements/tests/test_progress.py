from unittest.mock import patch

from apps.accounts.models import User
from apps.statements.imports import import_statement
from apps.statements.progress import Progress
from apps.statements.tests.factories import HEADER, make_statement


def test_the_owner_hears_how_far_it_is_and_how_it_ended(alice: User) -> None:
    row = "01/18/2026,,COFFEE,,Sale,-4.75,\n"
    statement = make_statement(owner=alice, content=(HEADER + row * 45_000).encode())
    with (
        patch("apps.statements.progress.send_live") as send,
        patch("apps.statements.progress.SECONDS_BETWEEN", 0),
    ):
        import_statement(statement_id=statement.pk)

    assert {call.kwargs["user_id"] for call in send.call_args_list} == {alice.pk}
    *steps, last = [call.kwargs["event"] for call in send.call_args_list]
    assert [step["rows"] for step in steps] == [20_001, 40_001, 45_001]
    assert [step["fraction"] for step in steps] == sorted(step["fraction"] for step in steps)
    assert steps[-1]["fraction"] == 1
    assert last == {
        "type": "statement.finished",
        "status": "imported",
        "statement": str(statement.pk),
    }


def test_nobody_is_sent_more_than_a_page_can_show(alice: User) -> None:
    progress = Progress(make_statement(owner=alice))
    with patch("apps.statements.progress.send_live") as send:
        for rows in range(1_000):
            progress.reached(fraction=rows / 1_000, rows=rows)
    assert send.call_count < 10
