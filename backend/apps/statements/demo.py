"""Sample data: fourteen months of transactions, imported like a real file."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from apps.accounts.models import User
from apps.statements.bank_accounts import create_account
from apps.statements.importing.imports import import_statement
from apps.statements.importing.uploads import store_upload
from apps.statements.models import Statement
from apps.statements.parsing.formats import known_formats

MONTHS = 14
# Description, category, minimum and maximum price, purchases per month.
SHOPS = (
    ("NORTHGATE GROCERY, INC SEATTLE WA", "Groceries", 30, 140, 6),
    ("BLUE HERON COFFEE #114 PORTLAND OR", "Food & Drink", 4, 9, 9),
    ('JO\'S "DOWNTOWN" GRILL TACOMA WA', "Food & Drink", 25, 90, 3),
    ("QUICKFUEL 0042 TACOMA WA", "Gas", 30, 60, 2),
    ("LANTERN BOOKS", "Shopping", 12, 60, 1),
    ("SUMMIT RIDGE BIKES DENVER CO", "Shopping", 20, 400, 1),
    ("CITY TRANSIT", "Travel", 20, 80, 2),
    ("EVERGREEN PHARMACY 031 SEATTLE WA", "Health & Wellness", 8, 45, 1),
    ("SQ *PARKSIDE 88 SEATTLE WA", "", 6, 35, 2),
)
# Description, category, day of the month, cents, months since it was cancelled.
CHARGES = (
    ("STREAMBOX.EXAMPLE", "Entertainment", 5, 1599, 0),
    ("SOUNDWAVE PREMIUM", "Entertainment", 9, 1099, 0),
    ("HARBOR MOBILE", "Bills & Utilities", 12, 4500, 0),
    ("PULSE GYM TACOMA WA", "Health & Wellness", 2, 3900, 5),
)


class HasStatementsError(Exception):
    """The owner has statements, which sample data must not be mixed with."""


def create_demo_statements(*, owner: User, today: date) -> None:
    """Import the sample data, unless the owner already has statements."""
    with suppress(HasStatementsError), transaction.atomic():
        for statement in store_sample_statements(owner=owner, today=today):
            import_statement(statement_id=statement.pk)


@transaction.atomic
def store_sample_statements(*, owner: User, today: date) -> list[Statement]:
    """Store the sample data like uploads, to be imported. Raise HasStatementsError."""
    # Two requests at once would store it twice.
    User.objects.select_for_update().get(pk=owner.pk)
    if owner.statements.exists():
        raise HasStatementsError
    account = create_account(owner_id=owner.pk, name="Chase", currency="USD")
    return [store_upload(owner=owner, file=file, account=account) for file in _sample_files(today)]


def _sample_files(today: date) -> Iterator[SimpleUploadedFile]:
    random = Random(7)  # noqa: S311 same data for all users
    months = [_month_before(today, back) for back in reversed(range(MONTHS))]
    for part in (months[:-6], months[-6:]):
        name = f"chase-{part[0]:%Y-%m}-{part[-1]:%Y-%m}.csv"
        rows = [row for month in part for row in _rows_of_month(month, today, random)]
        yield SimpleUploadedFile(name, _csv(rows))


def _month_before(today: date, back: int) -> date:
    index = today.year * 12 + today.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def _rows_of_month(month: date, today: date, random: Random) -> list[list[str]]:
    rows = []
    for shop, category, lowest, highest, times in SHOPS:
        for _ in range(random.randint(max(1, times - 2), times + 2)):
            day = month + timedelta(days=random.randint(0, 27))
            cents = random.randint(lowest * 100, highest * 100)
            rows.append((day, shop, category, "Sale", -cents))
    for charge, category, day_of_month, cents, cancelled in CHARGES:
        if month <= _month_before(today, cancelled):
            rows.append((month.replace(day=day_of_month), charge, category, "Sale", -cents))
    rows.append((month + timedelta(days=16), "PAYMENT THANK YOU - WEB", "", "Payment", 120000))
    if random.random() < 0.4:
        rows.append(
            (month + timedelta(days=20), "LANTERN BOOKS RETURN", "Shopping", "Return", 2490)
        )
    return [
        [f"{day:%m/%d/%Y}", f"{day:%m/%d/%Y}", shop, category, kind, f"{cents / 100:.2f}", ""]
        for day, shop, category, kind, cents in sorted(rows, reverse=True)
        if day <= today
    ]


def _csv(rows: list[list[str]]) -> bytes:
    chase = next(known for known in known_formats() if known.id == "chase_credit")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(chase.header)
    writer.writerows(rows)
    return text.getvalue().encode()
