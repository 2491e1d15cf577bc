"""Migrations that a running release would not survive are found, and others are not."""

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from apps.statements.models import Statement
from config.migration_linter import problems

pytestmark = pytest.mark.django_db

UNSAFE = {
    "a column that is taken away": (
        migrations.RemoveField("statement", "filename"),
        {"ban-drop-column"},
    ),
    "a column that gets another name": (
        migrations.RenameField("statement", "filename", "title"),
        {"renaming-column"},
    ),
    "a table that is taken away": (migrations.DeleteModel("statement"), {"ban-drop-table"}),
    "a column that the running release does not fill": (
        migrations.AddField("statement", "colour", models.CharField(max_length=9, default="red")),
        {"ban-drop-default"},
    ),
    "an index that keeps everybody from writing": (
        migrations.AddIndex("statement", models.Index(fields=["filename"], name="x")),
        {"require-concurrent-index-creation"},
    ),
    "a column of another type": (
        migrations.AlterField("statement", "filename", models.IntegerField()),
        {"changing-column-type"},
    ),
}
SAFE: dict[str, Operation] = {
    "a column that may be empty": migrations.AddField(
        "statement", "colour", models.CharField(max_length=9, null=True)
    ),
    "a column that the database fills": migrations.AddField(
        "statement", "colour", models.CharField(max_length=9, db_default="red")
    ),
    "a table": migrations.CreateModel("Colour", [("id", models.BigAutoField(primary_key=True))]),
}


def sql(operation: Operation) -> str:
    before = ProjectState.from_apps(Statement._meta.apps)
    after = before.clone()
    label = Statement._meta.app_label
    operation.state_forwards(label, after)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_forwards(label, editor, before, after)
    return "\n".join(("BEGIN;", *editor.collected_sql, "COMMIT;"))


@pytest.mark.parametrize(("operation", "rules"), UNSAFE.values(), ids=UNSAFE.keys())
def test_linter_reports_unsafe_migration(operation: Operation, rules: set[str]) -> None:
    assert {each.rule for each in problems({"statements.0002_x": sql(operation)})} >= rules


@pytest.mark.parametrize("operation", SAFE.values(), ids=SAFE.keys())
def test_linter_accepts_safe_migration(operation: Operation) -> None:
    assert list(problems({"statements.0002_x": sql(operation)})) == []


@pytest.mark.django_db(transaction=True)  # some of them are outside of one
def test_own_migrations_are_safe(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("lint_migrations")

    assert "can be applied beside the release before" in capsys.readouterr().out
