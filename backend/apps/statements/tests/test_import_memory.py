"""Memory of an import of the largest accepted file, whatever its content."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connection

from apps.accounts.models import User
from apps.statements.importing.bulk_insert import LABEL_CACHE_BYTES, StatementLoader
from apps.statements.models import Statement
from apps.statements.parsing.bounded_cache import ENTRY_OVERHEAD_BYTES, BoundedCache
from apps.statements.parsing.tables import open_table
from apps.statements.tests.factories import HEADER, make_statement

MEGABYTES = 48
MAX_MEGABYTES = 200
CHILD = """
import sys
from uuid import UUID
import django
django.setup()
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
connection.settings_dict["NAME"], storages["private"].location = sys.argv[2], sys.argv[3]
from apps.statements.importing.imports import import_statement
import_statement(statement_id=UUID(sys.argv[1]))
# Not ru_maxrss: a child process starts with the value of its parent.
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak) // 1024)
"""


def write_hostile(path: Path) -> int:
    """Write descriptions of 9,000 letters and an emoji, so that each letter takes four bytes."""
    rows = 0
    with path.open("w") as file:
        file.write(HEADER)
        while file.tell() < MEGABYTES * 1_000_000:
            for _ in range(500):
                file.write(f"01/18/2026,,{rows} {'x' * 9_000}\U0001f600,Food,Sale,-4.75,\n")
                rows += 1
    return rows


@pytest.mark.django_db(transaction=True)
def test_import_memory_of_largest_file(alice: User, tmp_path: Path) -> None:
    rows = write_hostile(tmp_path / "upload.csv")
    statement = Statement(owner=alice, filename="upload.csv", size=MEGABYTES * 1_000_000)
    with (tmp_path / "upload.csv").open("rb") as file:
        statement.file = File(file, "upload.csv")
        statement.save()
    location: str = storages["private"].location  # type: ignore[attr-defined]
    database = connection.settings_dict["NAME"]

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(statement.pk), database, location],
        cwd=settings.BACKEND,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )

    statement.refresh_from_db()
    assert (statement.status, statement.rows_imported) == ("imported", rows)
    assert int(done.stdout.split()[-1]) < MAX_MEGABYTES


def test_bounded_cache_limits_bytes() -> None:
    known: BoundedCache[int, str] = BoundedCache(max_bytes=100_000)
    most = 0
    for number in range(1_000):
        text = f"{number}" + "\U0001f600" * 500
        known.store(number, text, text)
        most = max(most, len(known))
        assert known.bytes <= known.max_bytes
        assert known[number] == text
    # 2 kB each.
    assert 30 < most < 50
    short: BoundedCache[int, str] = BoundedCache(max_bytes=100_000)
    for number in range(300):
        short.store(number, "x", "x")
    assert len(short) == 300 < 100_000 // ENTRY_OVERHEAD_BYTES


@pytest.mark.django_db
def test_label_cache_is_bounded(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.statements.importing.bulk_insert.LABEL_CACHE_BYTES", 50_000)
    rows = "".join(
        f"01/18/2026,,{number} {'x' * 400}\U0001f600,,Sale,-4.75,\n" for number in range(200)
    )
    statement = make_statement(owner=alice, content=(HEADER + rows).encode())
    with statement.file.open("rb") as file:
        loader = StatementLoader(statement, open_table(file.file), max_rows=1_000)
        list(loader.load())
    assert loader.imported == 200
    assert 0 < loader._label_cache.bytes <= 50_000 < LABEL_CACHE_BYTES


@pytest.mark.django_db
def test_rejected_rows_are_written_in_batches(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.statements.importing.bulk_insert.MAX_REJECTED_CHARACTERS", 2_000)
    rows = f"nonsense,,{'x' * 400},,Sale,-4.75,\n" * 20
    statement = make_statement(owner=alice, content=(HEADER + rows).encode())
    with statement.file.open("rb") as file:
        loader = StatementLoader(statement, open_table(file.file), max_rows=1_000)
        parts = list(loader.load())
    assert loader.rejected == statement.refused_rows.count() == 20
    assert len(parts) == 4
