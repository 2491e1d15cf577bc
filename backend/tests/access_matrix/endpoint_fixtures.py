"""Objects of the owner for each endpoint. A factory takes the owner and returns them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model

from apps.accounts.models import User
from apps.accounts.tests.complete_user import make_archive
from apps.core.storage.signed_urls import create_signed_url
from apps.scaling.demo import create_demo, list_demos
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.broker.dead_letters import add_dead_letter, list_dead_letters
from celery_scale_to_zero.broker.task_runs import Run


@dataclass(frozen=True, kw_only=True)
class EndpointFixture:
    parameters: dict[str, str] = field(default_factory=dict)
    """Values of the `{names}` in the path."""
    payload: dict[str, Any] = field(default_factory=dict)
    """Body or query parameters; the variables of `query`; the first message of a WebSocket."""
    query: str = ""
    """GraphQL document."""
    private_text: str = ""
    """Text of the object that only the owner may read in the response."""
    state: Callable[[], object] = lambda: None
    """Return the state of the object, which outsiders and rejected requests may not change."""


Factory = Callable[[User], EndpointFixture]


def fixed(**values: Any) -> Factory:
    """Return a factory for an endpoint that needs no object of the owner."""
    return lambda owner: EndpointFixture(**values)


empty = fixed()
guessed_token = fixed(payload={"celery_metrics_token": "guessed"})
client_error = fixed(payload={"message": "Broken", "path": "/", "release": "index.js"})
server_file = fixed(parameters={"path": "../manage.py"})


def new_demo(owner: User) -> EndpointFixture:
    return EndpointFixture(
        payload={"seconds": 60}, state=lambda: list_demos(broker=broker(), owner_id=owner.pk)
    )


def demo(owner: User) -> EndpointFixture:
    made = create_demo(broker=broker(), owner_id=owner.pk, queue="heavy", seconds=60)
    return EndpointFixture(
        parameters={"demo_id": made.id},
        state=lambda: list_demos(broker=broker(), owner_id=owner.pk),
    )


def dead_letter(owner: User) -> EndpointFixture:
    run = Run(
        task_id="0b5e3a52-4a0e-4dd6-9a36-8b6d2f7c1c11",
        task="apps.scaling.tasks.demo",
        queue="heavy",
        retries=0,
        replaced=0,
        args=(),
        kwargs={"demo_id": "unknown"},
    )
    add_dead_letter(broker=broker(), run=run)
    return EndpointFixture(parameters={"run": run.name}, state=lambda: list_dead_letters(broker()))


def private_file(owner: User) -> EndpointFixture:
    """Make a private file; only its signed URL opens it, for any caller."""
    return EndpointFixture(parameters={"name": str(make_archive(owner).file.name)})


def signed_url(owner: User) -> EndpointFixture:
    row = make_archive(owner)
    link = urlsplit(create_signed_url(row.file, filename=row.filename).url)
    return EndpointFixture(
        parameters={"name": str(row.file.name)}, payload=dict(parse_qsl(link.query))
    )


def public_file(owner: User) -> EndpointFixture:
    return EndpointFixture(
        parameters={"name": default_storage.save("picture.png", ContentFile(b"picture"))}
    )


def values_of(*rows: Model) -> Callable[[], object]:
    kept = [type(row)._default_manager.filter(pk=row.pk) for row in rows]
    return lambda: [list(row.values()) for row in kept]
