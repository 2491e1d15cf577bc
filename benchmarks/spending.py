"""What the pages of one person with a million transactions ask for, and taking all of them out.

`make bench`. Summaries, lists and totals: milliseconds in the database, and in all. The export by
turns with psql's own COPY of the same rows in one run, and its memory at a tenth of the rows and at
all of them.
"""

import json
import subprocess
import sys
from statistics import median
from time import perf_counter

import psycopg

from benchmarks.databases import application, told_by
from benchmarks.imports import PSQL, write_upload

DATABASE = "bench_spending"
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROUNDS = 3
SAME_ROWS = (
    "COPY (SELECT date, description, merchant, category, kind, amount, currency, card, filename"
    " FROM statements_transaction AS line"
    " JOIN statements_statement AS file ON file.id = line.statement_id"
    " ORDER BY date DESC, line.id DESC) TO STDOUT WITH (FORMAT csv)"
)


def main() -> None:
    with application(DATABASE) as (folder, url, environment):
        upload = folder / "upload.csv"
        write_upload(upload, ROWS)
        told_by(IMPORT.format(path=str(upload)), environment)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        show_answers(environment)
        compare_exports(url, environment)


def show_answers(environment: dict[str, str]) -> None:
    print(f"{ROWS:,} transactions of one person; milliseconds, p95 of the database's in front\n")
    print(f"{'':<44}database: p95   median     in all: p95")
    for name, p95, middle, whole in json.loads(told_by(ANSWERS, environment)):
        print(f"{name:<44}{p95:>13.1f}{middle:>9.1f}{whole:>16.1f}")


def compare_exports(url: str, environment: dict[str, str]) -> None:
    print("\nround   export   psql COPY   ratio   peak, MB   with a tenth of the rows")
    exports, copies = [], []
    for number in range(1, ROUNDS + 1):
        tenth = json.loads(told_by(EXPORT.format(tenth=True), environment))
        whole = json.loads(told_by(EXPORT.format(tenth=False), environment))
        assert whole["lines"] == ROWS + 1, whole
        started = perf_counter()
        subprocess.run(
            [PSQL, "--quiet", "--no-psqlrc", "--command", SAME_ROWS, url],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        copied = perf_counter() - started
        exports.append(whole["seconds"])
        copies.append(copied)
        ratio = whole["seconds"] / copied
        print(
            f"{number:>5}{whole['seconds']:>9.2f}{copied:>12.2f}{ratio:>8.2f}{whole['peak']:>11.0f}"
            f"{tenth['peak']:>27.0f}"
        )
    ratio = median(exports) / median(copies)
    print(f"\nThe export takes {ratio:.2f} times as long as psql; the goal is at most 1.5.")


IMPORT = """
from unittest.mock import patch
from django.core.files import File
from constance import config
from apps.accounts.models import User
from apps.statements.imports import import_statement
from apps.statements.uploads import keep_upload
owner = User.objects.create(handle="bench", email="bench@example.com")
config.UPLOAD_LIMIT_ROWS = 10_000_000
with open({path!r}, "rb") as file:
    statement = keep_upload(owner=owner, file=File(file, "upload.csv"))
import_statement(statement_id=statement.pk)
statement.refresh_from_db()
assert statement.status == "imported", statement.problem
"""
ANSWERS = """
import json
from datetime import date
from statistics import median, quantiles
from time import perf_counter
from django.db import connection
from apps.accounts.models import User
from apps.statements.categorising import categories_of
from apps.statements.filters import Filter, order_of
from apps.statements.recurring import recurring_charges
from apps.statements.summaries import spending_of, totals_of
owner_id = User.objects.get().pk
period = dict(owner_id=owner_id, today=date(2026, 10, 31), currency="USD")
longest = dict(first_month=date(2016, 11, 1), last_month=date(2026, 10, 1))
month = dict(first_month=date(2026, 9, 1), last_month=date(2026, 9, 1))

def page(sort="-date", **asked):
    return list(Filter(**asked).of(owner_id=owner_id).order_by(*order_of(sort))[:101])

asked = {
    "spending: the latest twelve months": lambda: spending_of(**period),
    "spending: ten years by month": lambda: spending_of(**period, **longest),
    "spending: ten years by week": lambda: spending_of(**period, **longest, step="week"),
    "spending: a month by day": lambda: spending_of(**period, **month),
    "recurring charges": lambda: recurring_charges(owner_id=owner_id, currency="USD"),
    "categories": lambda: categories_of(owner_id=owner_id),
    "the list: newest first": lambda: page(),
    "the list: a month's": lambda: page(
        date_from=date(2020, 3, 1), date_to=date(2020, 3, 31), currency="USD"),
    "the list: a merchant's": lambda: page(merchant="Shop 1000"),
    "the list: a category's": lambda: page(category=["shopping"]),
    "the list: largest first": lambda: page("-amount"),
    "the list: by merchant": lambda: page("merchant"),
    "the list: by category": lambda: page("category"),
    "the list: a common word": lambda: page(text="seattle"),
    "the list: a rare word": lambda: page(text="1999"),
    "totals: of everything": lambda: totals_of(asked=Filter(), owner_id=owner_id),
    "totals: of a month": lambda: totals_of(owner_id=owner_id, asked=Filter(
        date_from=date(2020, 3, 1), date_to=date(2020, 3, 31), currency="USD")),
    "totals: of a merchant": lambda: totals_of(
        owner_id=owner_id, asked=Filter(merchant="Shop 1000")),
    "totals: of a category": lambda: totals_of(
        owner_id=owner_id, asked=Filter(category=["shopping"])),
}
spent = 0.0

def timed(execute, *query):
    global spent
    started = perf_counter()
    try:
        return execute(*query)
    finally:
        spent += perf_counter() - started

told = []
with connection.execute_wrapper(timed):
    for name, ask in asked.items():
        ask()
        database, whole = [], []
        for _ in range(40):
            spent = 0.0
            started = perf_counter()
            ask()
            whole.append((perf_counter() - started) * 1000)
            database.append(spent * 1000)
        p95 = [quantiles(times, n=20)[-1] for times in (database, whole)]
        told.append((name, p95[0], median(database), p95[1]))
print(json.dumps(told))
"""
EXPORT = """
import json, resource
from datetime import date
from time import perf_counter
from apps.accounts.models import User
from apps.statements.exports import stream_csv
from apps.statements.filters import Filter, order_of
asked = Filter(date_from=date(2025, 11, 1)) if {tenth} else Filter()
started = perf_counter()
lines = 0
for piece in stream_csv(asked.of(owner_id=User.objects.get().pk).order_by(*order_of("-date"))):
    lines += piece.count(b"\\n")
print(json.dumps({{
    "seconds": perf_counter() - started, "lines": lines,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""


if __name__ == "__main__":
    main()
