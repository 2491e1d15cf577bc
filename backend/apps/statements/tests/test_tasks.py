from threading import Thread
from unittest.mock import patch
from uuid import uuid4

import pytest
from celery.exceptions import Retry, SoftTimeLimitExceeded
from django.db import OperationalError, connection, transaction

from apps.accounts.models import User
from apps.core.jobs import MAX_ATTEMPTS, JobBusyError, Reason, job_of
from apps.statements.importing.imports import cancel_import
from apps.statements.models import Statement
from apps.statements.tasks import IMPORT_JOB, import_statement
from apps.statements.tests.factories import make_statement


def test_unexpected_error_closes_import_and_is_raised(alice: User) -> None:
    statement = make_statement(owner=alice)
    with (
        patch("apps.statements.importing.imports._import_file", side_effect=RuntimeError("bug")),
        pytest.raises(RuntimeError),
    ):
        import_statement(statement_id=str(statement.pk))

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "failed")


def test_soft_time_limit_closes_import(alice: User) -> None:
    statement = make_statement(owner=alice)
    with (
        patch("apps.statements.importing.imports._import_file", side_effect=SoftTimeLimitExceeded),
        pytest.raises(SoftTimeLimitExceeded),
    ):
        import_statement(statement_id=str(statement.pk))

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "timed_out")
    assert statement.problem is not None
    assert "took too long" in statement.problem["message"]


def test_import_with_too_many_attempts_is_closed(alice: User) -> None:
    statement = make_statement(owner=alice, attempts=MAX_ATTEMPTS)
    import_statement(statement_id=str(statement.pk))

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "interrupted")
    assert statement.finished_at is not None


def test_attempt_counts_when_import_is_rolled_back(alice: User) -> None:
    statement = make_statement(owner=alice)
    for _ in range(2):
        with (
            patch("apps.statements.importing.imports._import_file", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            import_statement(statement_id=str(statement.pk))
    import_statement(statement_id=str(statement.pk))
    import_statement(statement_id=str(statement.pk))

    statement.refresh_from_db()
    assert (statement.status, statement.attempts) == ("imported", 3)


def test_unfinished_imports_are_queued_or_processing(alice: User) -> None:
    open_ones = {
        str(make_statement(owner=alice, status=status).pk) for status in ("queued", "processing")
    }
    for status in ("imported", "rejected", "needs_choice"):
        make_statement(owner=alice, status=status)
    assert set(IMPORT_JOB.unfinished()) == open_ones


def test_resume_republishes_lost_import_limited_times(alice: User) -> None:
    statement = make_statement(owner=alice)
    with patch("apps.statements.tasks.import_statement.delay") as delay:
        for _ in range(MAX_ATTEMPTS + 2):
            IMPORT_JOB.resume(str(statement.pk))
    assert delay.call_count == MAX_ATTEMPTS
    delay.assert_called_with(statement_id=str(statement.pk))

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "interrupted")


def test_dead_lettered_import_is_closed_once(alice: User) -> None:
    statement = make_statement(owner=alice)
    with patch("apps.statements.importing.progress.notify_user") as send:
        IMPORT_JOB.close(str(statement.pk), Reason.INTERRUPTED)
        IMPORT_JOB.close(str(statement.pk), Reason.TIMED_OUT)
        IMPORT_JOB.close(str(uuid4()), Reason.TIMED_OUT)

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "interrupted")
    assert send.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_running_import_is_not_resumed_or_closed(alice: User) -> None:
    statement = make_statement(owner=alice)
    key = str(statement.pk)
    raised: list[Exception] = []

    def meddle() -> None:
        IMPORT_JOB.resume(key)
        try:
            IMPORT_JOB.close(key, Reason.TIMED_OUT)
        except JobBusyError as error:
            raised.append(error)
        cancel_import(statement_id=statement.pk)
        connection.close()

    with (
        patch("apps.statements.tasks.import_statement.delay") as delay,
        transaction.atomic(),
    ):
        Statement.objects.select_for_update().get(pk=key)
        other = Thread(target=meddle)
        other.start()
        other.join()

    assert len(raised) == 1
    delay.assert_not_called()
    statement.refresh_from_db()
    assert (statement.status, statement.attempts) == ("queued", 0)

    # The running import was query to stop.
    import_statement(statement_id=key)
    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "cancelled")
    assert not statement.transactions.exists()


def test_import_job_is_registered() -> None:
    assert job_of(import_statement.name) is IMPORT_JOB


def test_import_retries_when_database_is_unavailable(alice: User) -> None:
    statement = make_statement(owner=alice)
    with (
        patch(
            "apps.statements.importing.imports.import_statement",
            side_effect=OperationalError("away"),
        ),
        patch.object(import_statement, "retry", side_effect=Retry) as retry,
        pytest.raises(Retry),
    ):
        import_statement(statement_id=str(statement.pk))

    assert retry.call_args.kwargs["countdown"] == 2
    statement.refresh_from_db()
    assert statement.status == "queued"
