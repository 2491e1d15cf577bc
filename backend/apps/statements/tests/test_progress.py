from unittest.mock import patch

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.importing.progress import Progress
from apps.statements.tests.factories import HEADER, make_statement


def test_owner_receives_progress_and_result(alice: User) -> None:
    row = "01/18/2026,,COFFEE,,Sale,-4.75,\n"
    statement = make_statement(owner=alice, content=(HEADER + row * 45_000).encode())
    with (
        patch("apps.statements.importing.progress.notify_user") as send,
        patch("apps.statements.importing.progress.EVENT_INTERVAL_SECONDS", 0),
    ):
        import_statement(statement_id=statement.pk)

    assert {call.kwargs["user_id"] for call in send.call_args_list} == {alice.pk}
    *steps, last = [call.kwargs["event"] for call in send.call_args_list]
    assert [step["rows"] for step in steps] == [20_000, 40_000, 45_000]
    assert [step["fraction"] for step in steps] == sorted(step["fraction"] for step in steps)
    assert steps[-1]["fraction"] == 1
    assert last == {
        "type": "statement.finished",
        "status": "imported",
        "statement": str(statement.pk),
    }


def test_progress_events_are_throttled(alice: User) -> None:
    progress = Progress(make_statement(owner=alice))
    with patch("apps.statements.importing.progress.notify_user") as send:
        for rows in range(1_000):
            progress.report(fraction=rows / 1_000, rows=rows)
    assert send.call_count < 10
