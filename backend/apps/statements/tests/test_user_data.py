import json
import tracemalloc
from zipfile import ZipFile

import pytest

from apps.accounts.models import Archive, User
from apps.accounts.privacy.export import build_archive
from apps.statements.importing.imports import import_statement
from apps.statements.tests.factories import (
    HEADER,
    ONE_ROW,
    make_statement,
    make_transaction,
    make_transactions,
)

pytestmark = pytest.mark.django_db


def archive_of(user: User) -> ZipFile:
    archive = build_archive(archive_id=Archive.objects.create(owner=user).pk)
    assert archive is not None
    return ZipFile(archive.file.open("rb"))


def test_export_contains_statements_and_transactions(alice: User, bob: User) -> None:
    content = f"{HEADER}01/18/2026,,COFFEE,,Sale,-4.75,\n13/13/2026,,TEA,,Sale,-1.00,\n".encode()
    statement = make_statement(owner=alice, content=content, filename="january.csv")
    import_statement(statement_id=statement.pk)
    make_transaction(statement=make_statement(owner=bob), description="BOB'S")

    with archive_of(alice) as packed:
        (described,) = json.loads(packed.read("statements.json"))
        (rejected,) = json.loads(packed.read("refused_rows.json"))
        assert packed.read(described["file"]) == content
        assert packed.read("transactions.csv").decode().splitlines() == [
            "date,description,merchant,category,kind,amount,currency,card,statement",
            "2026-01-18,COFFEE,Coffee,eating_out,purchase,4.75,USD,Chase credit card,january.csv",
        ]
    assert described["filename"] == "january.csv"
    assert described["file"].endswith(" january.csv")
    assert (described["status"], described["rows_imported"]) == ("imported", 1)
    assert rejected["statement"] == described["id"]
    assert rejected["line"] == 3


def test_export_without_statements_has_empty_lists(alice: User) -> None:
    with archive_of(alice) as packed:
        assert json.loads(packed.read("statements.json")) == []
        assert packed.read("transactions.csv").count(b"\n") == 1


def test_export_paths_are_unique_and_safe(alice: User) -> None:
    for name in ("same.csv", "same.csv", "../../etc/passwd", "CON:|?.csv", "ü" * 255):
        make_statement(owner=alice, filename=name)
    with archive_of(alice) as packed:
        inside = [name for name in packed.namelist() if name.startswith("statements/")]
        assert len(set(inside)) == 5
        for name in inside:
            assert len(name.split("/")) == 2
            assert len(name.split("/")[1].encode()) <= 255
            assert packed.read(name) == ONE_ROW


def test_export_without_lost_file(alice: User) -> None:
    statement = make_statement(owner=alice)
    statement.file.storage.delete(str(statement.file.name))
    with archive_of(alice) as packed:
        (described,) = json.loads(packed.read("statements.json"))
        assert described["file"] is None
        assert not [name for name in packed.namelist() if name.startswith("statements/")]


def test_export_memory_is_bounded(alice: User) -> None:
    make_transactions(statement=make_statement(owner=alice), count=200_000)
    archive = Archive.objects.create(owner=alice)
    tracemalloc.start()
    try:
        build_archive(archive_id=archive.pk)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * 1024 * 1024
    with Archive.objects.get().file.open("rb") as file, ZipFile(file) as packed:
        assert packed.getinfo("transactions.csv").file_size > 10 * 1024 * 1024
