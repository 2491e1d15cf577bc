"""What the owner has behind a door. A factory takes the owner and gives a Thing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from apps.accounts.models import User
from apps.core.private_files import link_to
from apps.scaling.broker import broker
from apps.scaling.dead_letters import bury, dead_letters
from apps.scaling.demo import create_demo, demos_of
from apps.scaling.runs import Run
from apps.statements.models import CategoryRule, RefusedRow, Statement
from apps.statements.tests.factories import ONE_ROW, make_statement, make_transaction


@dataclass(frozen=True, kw_only=True)
class Thing:
    parameters: dict[str, str] = field(default_factory=dict)
    """What stands for the `{names}` in the door's path."""
    sends: dict[str, Any] = field(default_factory=dict)
    """What is sent to the door, where it depends on the owner or has to be fresh."""
    query: str = ""
    """What is asked of GraphQL, with `sends` as its variables."""
    mark: str = ""
    """A text of the thing: the owner reads it behind the door, and nobody else may."""
    state: Callable[[], object] = lambda: None
    """How the thing is now: neither an outsider nor whoever is refused may have changed it."""


Factory = Callable[[User], Thing]


def nothing(owner: User) -> Thing:
    return Thing()


def guessed_token(owner: User) -> Thing:
    return Thing(sends={"celery_metrics_token": "guessed"})


def wish(owner: User) -> Thing:
    return Thing(sends={"seconds": 60}, state=lambda: demos_of(broker=broker(), owner_id=owner.pk))


def server_file(owner: User) -> Thing:
    return Thing(parameters={"path": "../manage.py"})


def statement(owner: User) -> Thing:
    row = make_statement(owner=owner, filename="only-the-owners.csv")
    return Thing(parameters={"pk": str(row.pk)}, mark=row.filename, state=values_of(row))


def question(owner: User) -> Thing:
    row = make_statement(owner=owner, status=Statement.Status.NEEDS_CHOICE)
    return Thing(parameters={"pk": str(row.pk)}, sends={"currency": "EUR"}, state=values_of(row))


def refused_row(owner: User) -> Thing:
    statement = make_statement(owner=owner, status=Statement.Status.IMPORTED, rows_refused=1)
    row = RefusedRow.objects.create(
        statement=statement, line=3, code="bad_date", details={"cell": "ONLY THE OWNERS"}
    )
    return Thing(parameters={"pk": str(statement.pk)}, mark="ONLY THE OWNERS", state=values_of(row))


def correction(owner: User) -> Thing:
    refused = refused_row(owner)
    return Thing(
        parameters=refused.parameters | {"line": "3"},
        sends={"date": "2026-01-18", "description": "COFFEE", "amount": "4.75"},
        state=refused.state,
    )


def transaction(owner: User) -> Thing:
    row = make_transaction(owner=owner, description="ONLY THE OWNERS")
    return Thing(mark=row.description, state=values_of(row))


def spending(owner: User) -> Thing:
    row = make_transaction(owner=owner, amount="98765.43")
    return Thing(mark="98765.43", state=values_of(row))


def choice(owner: User) -> Thing:
    row = make_transaction(owner=owner)
    return Thing(sends={"ids": [row.pk], "category": "gifts"}, state=values_of(row))


def subscription(owner: User) -> Thing:
    statement = make_statement(owner=owner)
    for month in (1, 2, 3):
        make_transaction(statement=statement, merchant="ONLY THE OWNERS", date=date(2026, month, 5))
    return Thing(mark="ONLY THE OWNERS", sends={"currency": "USD"})


def rule(owner: User) -> Thing:
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="ONLY THE OWNERS")
    return Thing(parameters={"pk": str(row.pk)}, mark=row.category, state=values_of(row))


def ready_rule(owner: User) -> Thing:
    old = make_transaction(owner=owner)
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="gifts")
    return Thing(parameters={"pk": str(row.pk)}, state=values_of(old))


def same_rule(owner: User) -> Thing:
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="ONLY THE OWNERS")
    return Thing(sends={"text": "coffee", "category": "gifts"}, state=values_of(row))


def upload(owner: User) -> Thing:
    return Thing(sends={"file": SimpleUploadedFile("january.csv", ONE_ROW)})


def demo(owner: User) -> Thing:
    made = create_demo(broker=broker(), owner_id=owner.pk, queue="heavy", seconds=60)
    return Thing(
        parameters={"demo_id": made.id},
        state=lambda: demos_of(broker=broker(), owner_id=owner.pk),
    )


def dead_letter(owner: User) -> Thing:
    run = Run(
        task_id="0b5e3a52-4a0e-4dd6-9a36-8b6d2f7c1c11",
        task="apps.scaling.tasks.demo",
        queue="heavy",
        retries=0,
        replaced=0,
        args=(),
        kwargs={"demo_id": "unknown"},
    )
    bury(broker=broker(), run=run)
    return Thing(parameters={"run": run.name}, state=lambda: dead_letters(broker()))


def private_file(owner: User) -> Thing:
    """Without a link: the link alone opens it, to whoever holds it."""
    row = make_statement(owner=owner, content=b"ONLY THE OWNERS")
    return Thing(parameters={"name": str(row.file.name)})


def private_link(owner: User) -> Thing:
    row = make_statement(owner=owner)
    link = urlsplit(link_to(row.file, filename=row.filename).url)
    return Thing(parameters={"name": str(row.file.name)}, sends=dict(parse_qsl(link.query)))


def public_file(owner: User) -> Thing:
    return Thing(parameters={"name": default_storage.save("picture.png", ContentFile(b"picture"))})


def values_of(*rows: Model) -> Callable[[], object]:
    kept = [type(row)._default_manager.filter(pk=row.pk) for row in rows]
    return lambda: [list(row.values()) for row in kept]
