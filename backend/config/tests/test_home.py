from decimal import Decimal
from typing import Any

import pytest
from constance.test import override_config
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.links.tests.factories import make_link
from apps.statements.tests.factories import make_transaction

SIGN_IN = {"email": "alice@example.com", "password": "public"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_cache() -> None:
    cache.delete_many(["home:database", "home:queues"])


def home(client: Client) -> Any:
    response = client.get("/api/home/")
    assert response.status_code == 200
    return response.json()


# sample: statements begin
def test_home_shows_the_demo_spending(client: Client, alice: User, settings: Any) -> None:
    settings.DEMO_SIGN_IN = SIGN_IN
    today = timezone.localdate()
    make_transaction(owner=alice, amount="12.50", date=today)

    spending = home(client)["spending"]

    assert (spending["spend"], spending["count"], spending["currency"]) == ("12.50", 1, "USD")
    month = {"start": str(today.replace(day=1)), "spend": "12.50", "count": 1}
    assert spending["months"] == [month]


# sample: statements end


# sample: statements begin
def test_home_shows_no_spending_without_demo_account(client: Client, alice: User) -> None:
    make_transaction(owner=alice)

    assert home(client)["spending"] is None


# sample: statements end


# sample: links begin
def test_home_shows_the_top_links(client: Client, alice: User) -> None:
    links = [make_link(by=alice, score=score, hours=1) for score in range(1, 8)]

    shown = home(client)["links"]

    assert len(shown) == 5
    assert {link["id"] for link in shown} < {link.pk for link in links}
    assert {link["username"] for link in shown} == {"alice"}


# sample: links end


def test_home_shows_the_workers_if_public(client: Client) -> None:
    with override_config(SCALING_PUBLIC=True):
        queues = {queue["name"]: queue for queue in home(client)["queues"]}

    assert queues["heavy"]["minimum"] == 0
    assert queues["heavy"]["backlog"] == 0
    assert "cost" not in queues["heavy"]


def test_home_shows_no_workers_if_not_public(client: Client) -> None:
    with override_config(SCALING_PUBLIC=True):
        home(client)
    with override_config(SCALING_PUBLIC=False):
        assert home(client)["queues"] is None


def test_home_queries_once_for_all_visitors(
    client: Client,
    alice: User,
    settings: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.DEMO_SIGN_IN = SIGN_IN
    # sample: links begin
    for _ in range(8):
        make_link(by=alice)
    # sample: links end
    # sample: statements begin
    for number in range(8):
        make_transaction(owner=alice, amount=Decimal(number + 1))
    # sample: statements end

    with django_assert_max_num_queries(25):
        first = home(client)
    with django_assert_max_num_queries(0):
        assert home(client) == first


def test_home_has_the_operator_in_development_only(client: Client, settings: Any) -> None:
    assert (home(client)["operator"], home(client)["has_graphiql"]) == (None, False)

    settings.OPERATOR_SIGN_IN = SIGN_IN
    assert home(client)["operator"] == SIGN_IN
