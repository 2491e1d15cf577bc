"""Queries of a user's pages with a million transactions, and the export of all of them.

`make bench`. Summaries, lists and totals: milliseconds in the database and in total. The export
alternates with psql's COPY of the same rows; its memory is measured with a tenth and with all rows.
"""

import json
import subprocess
import sys
from statistics import median
from time import perf_counter

import psycopg

from benchmarks.databases import application, output_of
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
        output_of(IMPORT.format(path=str(upload)), environment)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        show_database_times(environment)
        compare_exports(url, environment)


def show_database_times(environment: dict[str, str]) -> None:
    print(f"{ROWS:,} transactions of one user; milliseconds, p95 of the database's in front\n")
    print(f"{'':<44}database: p95   median     in all: p95")
    for name, p95, middle, whole in json.loads(output_of(DATABASE_TIMES, environment)):
        print(f"{name:<44}{p95:>13.1f}{middle:>9.1f}{whole:>16.1f}")


def compare_exports(url: str, environment: dict[str, str]) -> None:
    print("\nround   export   psql COPY   ratio   peak, MB   with a tenth of the rows")
    exports, copies = [], []
    for number in range(1, ROUNDS + 1):
        tenth = json.loads(output_of(EXPORT.format(tenth=True), environment))
        whole = json.loads(output_of(EXPORT.format(tenth=False), environment))
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
from apps.statements.importing.imports import import_statement
from apps.statements.importing.uploads import store_upload
owner = User.objects.create(handle="bench", email="bench@example.com")
config.UPLOAD_LIMIT_ROWS = 10_000_000
with open({path!r}, "rb") as file:
    statement = store_upload(owner=owner, file=File(file, "upload.csv"))
import_statement(statement_id=statement.pk)
statement.refresh_from_db()
assert statement.status == "imported", statement.problem
"""
DATABASE_TIMES = """
import json
from datetime import date
from statistics import median, quantiles
from time import perf_counter
from django.db import connection
from apps.accounts.models import User
from apps.statements.categorization.own_categories import list_categories
from apps.statements.filters import TransactionFilter, ordering
from apps.statements.spending.recurring import find_recurring_charges
from apps.statements.spending.summaries import summarize_spending, filtered_totals
owner_id = User.objects.get().pk
period = dict(owner_id=owner_id, today=date(2026, 10, 31), currency="USD")
longest = dict(first_month=date(2016, 11, 1), last_month=date(2026, 10, 1))
month = dict(first_month=date(2026, 9, 1), last_month=date(2026, 9, 1))

def page(sort="-date", **filters):
    found = TransactionFilter(**filters).queryset(owner_id=owner_id)
    return list(found.order_by(*ordering(sort))[:101])

operations = {
    "spending: the latest twelve months": lambda: summarize_spending(**period),
    "spending: ten years by month": lambda: summarize_spending(**period, **longest),
    "spending: ten years by week": lambda: summarize_spending(**period, **longest, step="week"),
    "spending: a month by day": lambda: summarize_spending(**period, **month),
    "recurring charges": lambda: find_recurring_charges(owner_id=owner_id, currency="USD"),
    "categories": lambda: list_categories(owner_id=owner_id, today=date(2025, 11, 30)),
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
    "totals: of everything": lambda: filtered_totals(
        filters=TransactionFilter(), owner_id=owner_id),
    "totals: of a month": lambda: filtered_totals(owner_id=owner_id, filters=TransactionFilter(
        date_from=date(2020, 3, 1), date_to=date(2020, 3, 31), currency="USD")),
    "totals: of a merchant": lambda: filtered_totals(
        owner_id=owner_id, filters=TransactionFilter(merchant="Shop 1000")),
    "totals: of a category": lambda: filtered_totals(
        owner_id=owner_id, filters=TransactionFilter(category=["shopping"])),
}
spent = 0.0

def timed(execute, *query):
    global spent
    started = perf_counter()
    try:
        return execute(*query)
    finally:
        spent += perf_counter() - started

results = []
with connection.execute_wrapper(timed):
    for name, operation in operations.items():
        operation()
        database, whole = [], []
        for _ in range(40):
            spent = 0.0
            started = perf_counter()
            operation()
            whole.append((perf_counter() - started) * 1000)
            database.append(spent * 1000)
        p95 = [quantiles(times, n=20)[-1] for times in (database, whole)]
        results.append((name, p95[0], median(database), p95[1]))
print(json.dumps(results))
"""
EXPORT = """
import json, resource
from datetime import date
from time import perf_counter
from apps.accounts.models import User
from apps.statements.exports import stream_csv
from apps.statements.filters import TransactionFilter, ordering
filters = TransactionFilter(date_from=date(2025, 11, 1)) if {tenth} else TransactionFilter()
started = perf_counter()
lines = 0
owner_id = User.objects.get().pk
found = filters.queryset(owner_id=owner_id)
for piece in stream_csv(found.order_by(*ordering("-date")), owner_id=owner_id):
    lines += piece.count(b"\\n")
print(json.dumps({{
    "seconds": perf_counter() - started, "lines": lines,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""


if __name__ == "__main__":
    main()
