"""The API does what its OpenAPI schema says, and no more, whatever it is sent.

What is generated and what is checked stands in `schemathesis.toml`, how many examples there are in
the profiles of `conftest.py`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from constance.settings import CONFIG
from constance.test import override_config
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from pytest_django.fixtures import Settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.schemas import OpenApiSchema
from social_django.models import UserSocialAuth

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import open_session
from apps.accounts.tests.complete_user import make_archive
from apps.accounts.tests.factories import NOBODY
from apps.accounts.tests.operators import make_operator
from apps.statements.tests.factories import make_statement, make_transaction
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.fleets.local import LocalFleet
from tests.access_matrix.account_fixtures import make_passkey

Case = schemathesis.Case[Any]

WORKFLOWS = settings(stateful_step_count=8, database=None)
MANY = settings.get_current_profile_name() == "many"
MAY_BE_BLANK = ("currency", "date_order", "format")
HERS = UUID("a11ce000-0000-4000-8000-000000000000")
"""Of everything that Alice has."""
KNOWN = {"pk": str(HERS), "session_id": str(HERS), "backend": "github"}


def load_api() -> OpenApiSchema:
    config = SchemathesisConfig.from_path(Path(__file__).with_name("schemathesis.toml"))
    described = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    api = schemathesis.openapi.from_dict(described, config=config)
    api.app = get_wsgi_application()
    api.hook(filter_case)
    api.hook(map_path_parameters)
    return api


def filter_case(context: Any, case: Case) -> bool:
    """Skip cases that are valid once they are sent.

    No empty file: Werkzeug, which writes the form, omits the line break that ends it. No empty
    list or object in a form or a query string: nothing of it is sent. No unknown name in the
    query string, which is ignored. No empty text as a violation of an enum that may be left blank.
    """
    parts = case.body if isinstance(case.body, dict) else {}
    has_empty_file = any(getattr(part, "data", None) == b"" for part in parts.values())
    query = case.query or {}
    sent_as_text = query | (parts if case.media_type == "multipart/form-data" else {})
    has_unsent = any(value in ([], {}) for value in sent_as_text.values())
    known = {parameter.name for parameter in case.operation.query}
    is_negative = case.meta is not None and case.meta.generation.mode.is_negative
    is_blank = is_negative and any(parts.get(name) == "" for name in MAY_BE_BLANK)
    return not (has_empty_file or has_unsent or is_blank) and set(query) <= known


def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any]:
    """Every other thing is one that Alice has."""
    return {
        name: KNOWN[name] if name in KNOWN and sum(str(value).encode()) % 2 else value
        for name, value in (path_parameters or {}).items()
    }


for_a_stranger = load_api()
for_alice = load_api()
# Hers is the only token that is sent.
for_alice.config.generation.with_security_parameters = False
# What a schema's boundaries are is sent as Alice; a stranger does not get as far.
for_a_stranger.config.phases.coverage.enabled = MANY


@pytest.fixture(autouse=True)
def _one_connection(db: None) -> Iterator[None]:
    """Keep requests from closing the test's own, as with Django's test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _github(settings: Settings) -> None:
    settings.SOCIAL_AUTH_GITHUB_KEY = settings.SOCIAL_AUTH_GITHUB_SECRET = "ours"


@pytest.fixture(autouse=True)
def _closed(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what the schema says needs a session, as it is without this live setting.

    Clearing the cache deletes all of Redis, so that the setting may return to its default.
    """
    with override_config(SCALING_PUBLIC=False):
        # Afterwards, or the override would restore this default, for the next test to see.
        described = CONFIG["SCALING_PUBLIC"][1:]
        monkeypatch.setitem(CONFIG, "SCALING_PUBLIC", (False, *described))
        yield


@pytest.fixture
def staff() -> User:
    """Alice, who may see everything that is for staff, and has one of everything else."""
    alice = make_operator(handle="alice", is_superuser=False)
    open_session(user=alice, client=Session.Client.BROWSER, client_info=NOBODY)
    Session.objects.update(id=HERS)
    make_transaction(statement=make_statement(pk=HERS, owner=alice))  # sample: statements
    make_archive(alice, pk=HERS)
    make_passkey(alice, pk=HERS, name="phone")
    UserSocialAuth.objects.create(user=alice, provider="github", uid="1")
    return alice


@pytest.fixture
def headers(staff: User) -> dict[str, str]:
    """Headers of a session of Alice."""
    tokens = open_session(
        user=staff, client=Session.Client.TOKEN, client_info=NOBODY, second_factor=True
    )
    return {"Authorization": f"Bearer {tokens.access}"}


def send(case: Case, *, headers: dict[str, str] | None = None) -> None:
    """Send the case from the same state, with fresh rate limits, and run every check."""
    cache.clear()
    LocalFleet(broker()).report(queues=[queue.name for queue in scaling().queues], workers=[])
    with transaction.atomic():
        try:
            case.call_and_validate(headers=headers)
        finally:
            transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_alice.parametrize()
def test_responses_to_signed_in_users_match_the_schema(case: Case, headers: dict[str, str]) -> None:
    send(case, headers=headers)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_a_stranger.parametrize()
def test_responses_to_anonymous_requests_match_the_schema(case: Case) -> None:
    send(case)


def test_created_objects_exist_and_deleted_ones_do_not(headers: dict[str, str]) -> None:
    class Workflow(for_alice.as_state_machine()):  # type: ignore[misc] # made at run time
        def setup(self) -> None:
            cache.clear()
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return {"headers": headers}

        def validate_response(self, response: Any, case: Case, *_: Any, **sent: Any) -> None:
            # The base's own does not tell the checks with which headers it was sent.
            case.validate_response(response, transport_kwargs=sent, recorder=self.recorder, **sent)

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    Workflow.run(settings=WORKFLOWS)
