from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from celery import current_app
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.authenticator import Authenticator
from apps.accounts.tests.passkey_client import add
from apps.accounts.tests.social_client import BACKENDS
from local.oauth_stub import backend_variables, running_oauth_stub


@pytest.fixture(scope="session")
def provider_url() -> Iterator[str]:
    with running_oauth_stub() as url:
        yield url


@pytest.fixture
def provider(provider_url: str, settings: Settings) -> str:
    """Configure a stub of Google, Facebook and GitHub, and return its URL."""
    variables = backend_variables(provider_url)
    settings.SOCIAL_PROVIDER_URL = provider_url
    for backend in BACKENDS:
        for ours, theirs in (("KEY", "ID"), ("SECRET", "SECRET")):
            value = variables[f"{backend.upper()}_CLIENT_{theirs}"]
            setattr(settings, f"SOCIAL_AUTH_{backend.upper()}_{ours}", value)
    return provider_url


@pytest.fixture
def mailing(
    django_capture_on_commit_callbacks: Any,
) -> Callable[[], AbstractContextManager[None]]:
    """Return a context manager that sends the mails of its block when it ends."""
    conf = current_app.conf

    @contextmanager
    def send() -> Iterator[None]:
        conf.task_always_eager = conf.task_eager_propagates = True
        try:
            with django_capture_on_commit_callbacks(execute=True):
                yield
        finally:
            conf.task_always_eager = conf.task_eager_propagates = False

    return send


@pytest.fixture
def phone(alice: User, client_of: Callable[[User | None], APIClient]) -> Authenticator:
    """Device with a passkey of Alice."""
    phone = Authenticator()
    assert add(client_of(alice), phone).status_code == 201
    return phone
