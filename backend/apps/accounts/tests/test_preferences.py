from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User

pytestmark = pytest.mark.django_db
URL = "/api/users/me/"


def test_preferences_are_kept_with_the_account(
    alice: User, client_of: Callable[[User | None], APIClient]
) -> None:
    client = client_of(alice)

    changed = client.patch(URL, {"language": "de"}, format="json").json()
    assert (changed["language"], changed["theme"]) == ("de", "")
    client.patch(URL, {"theme": "dark"}, format="json")

    client.patch(URL, {"currency": "CHF", "region": "CH"}, format="json")

    kept = client.get(URL).json()
    assert (kept["language"], kept["theme"]) == ("de", "dark")
    assert (kept["currency"], kept["region"]) == ("CHF", "CH")


@pytest.mark.parametrize(
    "preferences",
    [
        {"language": "xx"},
        {"theme": "pink"},
        {"theme": "x" * 1000},
        {"currency": "Fr."},
        {"region": "CHE"},
    ],
)
def test_unknown_preference_is_rejected(
    alice: User, client_of: Callable[[User | None], APIClient], preferences: dict[str, str]
) -> None:
    assert client_of(alice).patch(URL, preferences, format="json").status_code == 400


def test_nothing_else_is_changed(
    alice: User, client_of: Callable[[User | None], APIClient]
) -> None:
    client_of(alice).patch(
        URL, {"theme": "dark", "is_staff": True, "email": "x@example.com"}, format="json"
    )

    alice.refresh_from_db()
    assert (alice.is_staff, alice.email, alice.theme) == (False, "alice@example.com", "dark")
