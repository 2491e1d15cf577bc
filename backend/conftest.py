"""Fixtures that every room's tests use. Alice and Bob are strangers to each other."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from apps.accounts.models import Session, User
from apps.accounts.sessions import open_session
from apps.accounts.tests.factories import NOBODY, make_user


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    return make_user(handle="alice")


@pytest.fixture
def bob(db: None) -> User:
    return make_user(handle="bob")


@pytest.fixture
def client_of() -> Callable[[User | None], APIClient]:
    """An API client signed in as the given user, or as nobody."""

    def make(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            user.session = open_session(
                user=user, client=Session.Client.TOKEN, visitor=NOBODY
            ).session
            client.force_authenticate(user, token=user.session)  # type: ignore[arg-type] # request.auth
        return client

    return make


@pytest.fixture(autouse=True)
def _own_media(settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.core.files.storage import storages

    for name in ("default", "private"):
        storages[name].location = str(tmp_path_factory.mktemp(name))  # type: ignore[attr-defined]
