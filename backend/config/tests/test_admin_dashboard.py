from collections.abc import Iterator
from unittest.mock import patch

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.accounts.tests.operators import enter_admin, make_operator
from apps.statements.models import Statement
from apps.statements.tests.factories import make_statement
from config.admin_dashboard import get_dashboard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_cache() -> Iterator[None]:
    cache.delete("admin:dashboard")
    yield
    cache.delete("admin:dashboard")


@pytest.fixture
def staff() -> Client:
    return enter_admin(make_operator())


def test_index_shows_product_and_figures(staff: Client, alice: User) -> None:
    make_statement(owner=alice, status=Statement.Status.REJECTED)  # sample: statements

    page = staff.get("/admin/").content.decode()

    assert f"| {settings.PRODUCT_NAME}</title>" in page
    assert "status__exact=rejected" in page  # sample: statements
    assert "Backlog of heavy" in page
    assert "Dead letters" in page


# sample: statements begin
def test_dashboard_counts_by_status(alice: User) -> None:
    for status in ("imported", "imported", "rejected"):
        make_statement(owner=alice, status=status)

    figures = {figure.name: figure.value for figure in get_dashboard().imports}

    assert figures == {"Queued": 0, "Processing": 0, "Needs Choice": 0, "Imported": 2, "Failed": 1}


# sample: statements end


# sample: statements begin
def test_dashboard_queries_do_not_grow(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        make_statement(owner=alice)

    with django_assert_num_queries(2):
        get_dashboard()
    with django_assert_num_queries(0):
        get_dashboard()


# sample: statements end


def test_index_is_shown_without_broker(staff: Client) -> None:
    with patch("config.admin_dashboard.count_demand", side_effect=redis.ConnectionError):
        page = staff.get("/admin/").content.decode()

    assert "Unavailable at the moment." in page


def test_names_are_in_plural(staff: Client) -> None:
    page = staff.get("/admin/").content.decode()

    names = [
        "Pending sign-ups",
        "Remembered answers",  # sample: statements
        "Spending",  # sample: statements
        "Search entries",  # sample: links
    ]
    for name in names:
        assert f">{name}</a>" in page
    assert "answerss" not in page


def test_live_settings_have_readable_names(staff: Client) -> None:
    page = staff.get("/admin/constance/config/").content.decode()

    assert "Live settings" in page
    assert "Page size" in page
    assert "PAGE_SIZE\n" not in page
    assert "Karma to flag" in page  # sample: links
    assert "KARMA_TO_FLAG\n" not in page  # sample: links
