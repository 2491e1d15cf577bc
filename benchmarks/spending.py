"""Queries of a user's pages with a million transactions, and the export of all of them.

`make bench`. Summaries, and every filter of the list with every sort, first and next page: p95 in
the database, and how many times as long the query takes that Django writes without stored totals
and texts. The export alternates with psql's COPY of the same rows; its memory is measured with a
tenth and with all rows.
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
MAX_MILLISECONDS = 50
# A life: categories and cards by merchant and year, payments, refunds, fees, another currency.
VARIETY = """
UPDATE statements_transaction SET
  category = (ARRAY['shopping', 'groceries', 'eating_out', 'transport', 'home', 'travel', 'gifts',
    'own category', ''])[least(9, 1 + floor(-ln(1 - (hashtext(merchant) & 1023) / 1024.0) * 2.5))],
  card = CASE WHEN date < '2020-01-01' THEN 'Old ••9999' WHEN id % 10 = 0 THEN 'Amex ••2222'
    ELSE card END,
  kind = CASE WHEN id % 2000 = 3 THEN 'fee' WHEN id % 33 = 1 THEN 'payment'
    WHEN id % 50 = 2 THEN 'refund' ELSE kind END,
  amount = CASE WHEN id % 33 = 1 OR id % 50 = 2 THEN -amount ELSE amount END,
  currency = CASE WHEN date BETWEEN '2018-01-01' AND '2018-12-31' AND id % 3 = 0 THEN 'EUR'
    ELSE currency END,
  description = CASE WHEN hashtext(merchant) % 10 = 3
    THEN description || ' ' || id % 99991 ELSE description END
"""
SAME_ROWS = (
    "COPY (SELECT date, description, merchant, category, kind, amount, line.currency, card,"
    " filename"
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
            connection.execute(VARIETY)
            connection.execute(
                "INSERT INTO statements_stalespending (owner_id, first, last)"
                " SELECT owner_id, min(date), max(date) FROM statements_transaction GROUP BY 1"
            )
            connection.execute("VACUUM FULL ANALYZE")
            connection.execute("VACUUM")
        show_database_times(environment)
        compare_exports(url, environment)


def show_database_times(environment: dict[str, str]) -> None:
    print(f"{ROWS:,} transactions of one user; milliseconds in the database\n")
    slow = 0
    for name, p95, plain in json.loads(output_of(DATABASE_TIMES, environment)):
        slow += p95 > MAX_MILLISECONDS
        ratio = f"{plain:>10.1f}{plain / p95:>9.1f}x" if plain is not None else ""
        mark = "  above the goal" if p95 > MAX_MILLISECONDS else ""
        print(f"{name:<52}{p95:>8.1f}{ratio}{mark}")
    print(f"\n{slow} are above the goal of {MAX_MILLISECONDS} ms.")


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
from urllib.parse import urlencode
from django.db import connection
from django.db.models import Count, Q, Sum
from django.http import QueryDict
from rest_framework.test import APIRequestFactory, force_authenticate
from apps.accounts.models import User
from apps.statements.categorization.own_categories import list_categories
from apps.statements.filters import SORTS
from apps.statements.models import Statement
from apps.statements.serializers.transactions import FilterSerializer
from apps.statements.spending.filtered_totals import filtered_totals
from apps.statements.spending.recurring import find_recurring_charges
from apps.statements.spending.summaries import summarize_spending
from apps.statements.views.transactions import TransactionViewSet

owner = User.objects.get()
owner_id = owner.pk
period = dict(owner_id=owner_id, today=date(2026, 10, 31), currency="USD")
longest = dict(first_month=date(2016, 11, 1), last_month=date(2026, 10, 1))
month = dict(first_month=date(2026, 9, 1), last_month=date(2026, 9, 1))
a_month = dict(date_from="2020-03-01", date_to="2020-03-31")
FILTERS = {
    "everything": {},
    "a common word": dict(text="seattle"),
    "a rare word": dict(text="1999"),
    "no such word": dict(text="zebra"),
    "a short word": dict(text="sq"),
    "a category": dict(category="groceries"),
    "two categories": dict(category=["travel", "gifts"]),
    "uncategorized": dict(category=""),
    "a merchant": dict(merchant="Mikina"),
    "the usual merchant": dict(merchant="Bababa"),
    "a card": dict(card="Amex ••2222"),
    "an old card": dict(card="Old ••9999"),
    "purchases": dict(kind="purchase"),
    "fees": dict(kind="fee"),
    "a currency": dict(currency="USD"),
    "a rare currency": dict(currency="EUR"),
    "a month": a_month,
    "half a year": dict(date_from="2020-03-05", date_to="2020-09-17"),
    "large amounts": dict(amount_min="590"),
    "most amounts": dict(amount_min="100"),
    "a statement": dict(statement=str(Statement.objects.get().pk)),
    "a category in a month": dict(category="groceries", **a_month),
    "a word in a month": dict(text="seattle", **a_month),
    "a word and a category": dict(text="1999", category="groceries"),
    "a card and a category": dict(card="Old ••9999", category="groceries"),
}
view = TransactionViewSet.as_view({"get": "list"})
spent = 0.0

def timed(execute, *query):
    global spent
    started = perf_counter()
    try:
        return execute(*query)
    finally:
        spent += perf_counter() - started

def measure(operation, repeats):
    # Milliseconds of up to `repeats` operations, of slow ones at least three.
    global spent
    operation()
    times = []
    while len(times) < repeats and (len(times) < 3 or sum(times) < 1000):
        spent = 0.0
        operation()
        times.append(spent * 1000)
    return times

def p95(operation):
    times = measure(operation, 20)
    return quantiles(times, n=20)[-1] if len(times) == 20 else max(times)

def get(url):
    request = APIRequestFactory(SERVER_NAME="127.0.0.1").get(url)
    force_authenticate(request, owner)
    response = view(request)
    assert response.status_code == 200, response.data
    return response.data

def plain_list(filters, sort):
    found = filters.queryset(owner_id=owner_id)
    list(found.order_by(sort, "-id" if sort[0] == "-" else "id")[:51])

def plain_totals(filters):
    spent = Sum("amount", filter=~Q(kind="payment") & Q(excluded=False))
    rows = filters.queryset(owner_id=owner_id).order_by().values("currency")
    list(rows.annotate(count=Count("pk"), spend=spent))

def measure_all():
    for name, operation in {
        "spending: the latest twelve months": lambda: summarize_spending(**period),
        "spending: ten years by month": lambda: summarize_spending(**period, **longest),
        "spending: ten years by week": lambda: summarize_spending(**period, **longest, step="week"),
        "spending: a month by day": lambda: summarize_spending(**period, **month),
        "recurring charges": lambda: find_recurring_charges(owner_id=owner_id, currency="USD"),
        "categories": lambda: list_categories(owner_id=owner_id, today=date(2026, 10, 31)),
    }.items():
        yield name, p95(operation), None
    for name, query in FILTERS.items():
        query = urlencode(query, doseq=True)
        filters = FilterSerializer.parse(QueryDict(query))
        plain = median(measure(lambda: plain_totals(filters), 3))
        totals = p95(lambda: filtered_totals(filters=filters, owner_id=owner_id))
        yield f"{name}: totals", totals, plain
        for sort in SORTS:
            url = f"/?{query}&sort={sort}&page_size=50"
            following = get(url)["next"]
            plain = median(measure(lambda: plain_list(filters, sort), 3))
            yield f"{name}: by {sort}", p95(lambda: get(url)), plain
            if following:
                yield f"{name}: by {sort}, next page", p95(lambda: get(following)), None

with connection.execute_wrapper(timed):
    print(json.dumps(list(measure_all())))
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
