"""Values that can be read of a rejected row."""

from apps.statements.parsing.row_results import RejectedRow
from apps.statements.parsing.tests.parsing_fixtures import parse_results

HEADER = "Booked;Purchased;Payee;Category with a long name;Amount;Currency\n"
ROWS = "05.01.2026;04.01.2026;BAKER;food;-4,75;EUR\n20.01.2026;20.01.2026;BAKER REFUND;;4,75;EUR\n"


def readable(row: str) -> dict[str, str]:
    (rejected,) = [
        result
        for result in parse_results(f"{HEADER}{ROWS}{row}\n")
        if isinstance(result, RejectedRow)
    ]
    return dict(rejected.readable)


def test_values_come_from_the_columns_of_the_import() -> None:
    assert readable("31.02.2026;31.02.2026;BLUE BOTTLE;eating out, often;-1.234,56;CHF") == {
        "description": "BLUE BOTTLE",
        "amount": "1234.56",
        "currency": "CHF",
    }
    assert readable("06.01.2026;05.01.2026;BLUE BOTTLE;;1.2.3;EUR") == {
        "date": "2026-01-05",
        "description": "BLUE BOTTLE",
        "currency": "EUR",
    }


def test_incomplete_row_has_what_is_there() -> None:
    assert readable("06.01.2026;05.01.2026;BLUE") == {
        "date": "2026-01-05",
        "description": "BLUE",
        "currency": "EUR",
    }
