"""The API does what its OpenAPI schema says, and no more, whatever it is sent.

What is generated and what is checked stands in `schemathesis.toml`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
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
from apps.accounts.sessions import open_session
from apps.accounts.tests.equipped import make_archive
from apps.accounts.tests.factories import NOBODY
from apps.accounts.tests.operators import make_operator
from apps.scaling.broker import broker
from apps.scaling.fleets.local import LocalFleet
from apps.statements.tests.factories import make_statement, make_transaction
from config.tests.own_things import make_passkey

Case = schemathesis.Case[Any]

WORKFLOWS = settings(
    max_examples=10, stateful_step_count=8, deadline=None, database=None, derandomize=True
)
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
    """No empty file: Werkzeug, which writes the form, leaves out the line break that ends it. And
    no name in the address that nobody reads: it is no fault to pass it over."""
    parts = case.body.values() if isinstance(case.body, dict) else ()
    has_empty_file = any(getattr(part, "data", None) == b"" for part in parts)
    known = {parameter.name for parameter in case.operation.query}
    return not has_empty_file and set(case.query or {}) <= known


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


@pytest.fixture(autouse=True)
def _one_connection(db: None) -> Iterator[None]:
    """Requests do not close the test's own, as with Django's test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _github(settings: Settings) -> None:
    settings.SOCIAL_AUTH_GITHUB_KEY = settings.SOCIAL_AUTH_GITHUB_SECRET = "ours"


@pytest.fixture
def staff() -> User:
    """Alice, who may see everything that is for staff, and has one of everything else."""
    alice = make_operator(handle="alice", is_superuser=False)
    open_session(user=alice, client=Session.Client.BROWSER, visitor=NOBODY)
    Session.objects.update(id=HERS)
    make_transaction(statement=make_statement(pk=HERS, owner=alice))
    make_archive(alice, pk=HERS)
    make_passkey(alice, pk=HERS, name="phone")
    UserSocialAuth.objects.create(user=alice, provider="github", uid="1")
    return alice


def headers_of(user: User) -> dict[str, str]:
    """Of a session of its own: some requests end theirs."""
    granted = open_session(
        user=user, client=Session.Client.TOKEN, visitor=NOBODY, second_factor=True
    )
    return {"Authorization": f"Bearer {granted.access}"}


def ask(case: Case, *, user: User | None = None) -> None:
    """From the same state each time, with every try left, and checked in every way there is."""
    cache.clear()
    LocalFleet(broker()).report(queues=["imports", "heavy"], workers=[])
    with transaction.atomic():
        try:
            case.call_and_validate(headers=headers_of(user) if user else None)
        finally:
            transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_alice.parametrize()
def test_who_is_signed_in_is_answered_as_the_schema_says(case: Case, staff: User) -> None:
    ask(case, user=staff)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_a_stranger.parametrize()
def test_a_stranger_is_answered_as_the_schema_says(case: Case) -> None:
    ask(case)


def test_what_is_made_is_there_and_what_is_deleted_is_gone(staff: User) -> None:
    class Workflow(for_alice.as_state_machine()):  # type: ignore[misc] # made at run time
        def setup(self) -> None:
            cache.clear()
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return {"headers": headers_of(staff)}

        def validate_response(self, response: Any, case: Case, *_: Any, **sent: Any) -> None:
            # The base's own does not tell the checks with which headers it was sent.
            case.validate_response(response, transport_kwargs=sent, recorder=self.recorder, **sent)

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    Workflow.run(settings=WORKFLOWS)
