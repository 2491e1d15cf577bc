from decimal import Decimal

from apps.accounts.models import User
from apps.statements.importing.default_currency import get_default_currency
from apps.statements.tests.factories import ClientOf, make_transaction


def test_currency_of_the_owner_before_the_usual_one(alice: User) -> None:
    make_transaction(owner=alice, currency="EUR")
    assert get_default_currency(owner_id=alice.pk) == "EUR"

    alice.currency = "CHF"
    alice.save()

    assert get_default_currency(owner_id=alice.pk) == "CHF"


def test_spending_is_shown_in_the_currency_of_the_owner_if_there_is_any(
    alice: User, client_of: ClientOf
) -> None:
    for currency in ("EUR", "EUR", "CHF"):
        make_transaction(owner=alice, currency=currency, amount=Decimal(3))
    for chosen, shown in (("", "EUR"), ("CHF", "CHF"), ("JPY", "EUR")):
        alice.currency = chosen
        alice.save()

        assert client_of(alice).get("/api/spending/").data["currency"] == shown
