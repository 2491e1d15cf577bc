"""Fixtures of all apps. Alice and Bob have no access to each other's data."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection, transaction
from django.utils.translation import activate
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import open_session
from apps.accounts.tests.factories import NOBODY, make_user
from local.process import end_with
from tests.template_database import prepare_template_database

# Few examples for every change, `--hypothesis-profile=many` for more of them each night.
hypothesis_settings.register_profile("few", max_examples=4, derandomize=True, deadline=None)
hypothesis_settings.register_profile("many", max_examples=40, derandomize=True, deadline=None)
hypothesis_settings.load_profile("few")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz-minutes", type=float, default=0.0, help="of test_fuzz, all together")
    parser.addoption("--hostile", action="store_true", help="hold test_hostile to its figures")
    parser.addoption("--url", default="", help="what test_hostile attacks, where it runs already")


def pytest_configure(config: pytest.Config) -> None:
    """Make a worker of pytest-xdist end with the run, and the processes that it started."""
    if hasattr(config, "workerinput") and sys.platform == "linux":
        end_with(os.getppid(), signal.SIGKILL)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Have test databases copied from the template instead of migrated."""
    with django_db_blocker.unblock():
        template = prepare_template_database()
    connection.settings_dict["TEST"] |= {"TEMPLATE": template, "MIGRATE": False}


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """Django leaves the language of a request active in its thread."""
    activate("en")


@pytest.fixture
def alice(db: None) -> User:
    return make_user(handle="alice")


@pytest.fixture
def bob(db: None) -> User:
    return make_user(handle="bob")


@pytest.fixture
def client_of() -> Callable[[User | None], APIClient]:
    """Return an API client of the given user, with their second factor if any, or of none."""

    def make(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            user.session = open_session(
                user=user,
                client=Session.Client.TOKEN,
                client_info=NOBODY,
                second_factor=user.has_any_factor,
            ).session
            client.force_authenticate(user, token=user.session)  # type: ignore[arg-type] # request.auth
        return client

    return make


@pytest.fixture(scope="session")
def _media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, _media: Path) -> None:
    for name in ("default", "private"):
        storages[name].location = str(_media / uuid4().hex)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def shared_rows(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Run all tests of a module in a transaction: rows of its fixtures are there for each.

    Every test is a savepoint in it. None of the module may be of the transactional kind.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
