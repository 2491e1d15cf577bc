"""A person's way to a provider and back, over HTTP."""

from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from django.test import Client

from apps.accounts.models import Session, User
from apps.accounts.sessions import open_session
from apps.accounts.visitors import Visitor

BACKENDS = ("google", "facebook", "github")


@dataclass(frozen=True, kw_only=True)
class Person:
    """How somebody fills in the provider's page."""

    name: str
    email: str = ""
    is_verified: bool = True

    @property
    def form(self) -> dict[str, str]:
        return {"name": self.name, "email": self.email} | (
            {"verified": "on"} if self.is_verified else {}
        )


CAROL = Person(name="Carol Cant", email="Carol@example.com")


class _Stay(HTTPRedirectHandler):
    def http_error_302(self, _: Any, answer: Any, *__: Any) -> Any:
        return answer


def bearer(user: User) -> dict[str, str]:
    """The header of somebody who has just signed in."""
    visitor = Visitor(address=None, device="")
    granted = open_session(user=user, client=Session.Client.TOKEN, visitor=visitor)
    return {"Authorization": f"Bearer {granted.access}"}


def begin(client: Client, backend: str, *, link_as: dict[str, str] | None = None) -> Any:
    body = {"link": True} if link_as else {}
    path = f"/api/social/{backend}/begin/"
    return client.post(path, body, "application/json", headers=link_as or {})


def decide(url: str, person: Person, *, decision: str = "allow") -> dict[str, str]:
    """Press a button on the provider's page; what it sends the browser back with."""
    form = urlencode(person.form | {"decision": decision}).encode()
    answer: HTTPResponse = build_opener(_Stay).open(url, form, timeout=10)
    back = urlsplit(answer.headers["Location"])
    backend = dict(parse_qsl(urlsplit(url).query))["redirect_uri"].rpartition("/")[2]
    assert (back.netloc, back.path) == ("testserver", f"/social/{backend}")
    return dict(parse_qsl(back.query))


def finish(client: Client, backend: str, answer: dict[str, str]) -> Any:
    known = {name: answer[name] for name in ("code", "error", "state") if name in answer}
    return client.post(f"/api/social/{backend}/", known, "application/json")


def go(
    client: Client, backend: str, person: Person, *, link_as: dict[str, str] | None = None
) -> Any:
    """There and back; what our API answers in the end."""
    begun = begin(client, backend, link_as=link_as)
    assert begun.status_code == 200, begun.content
    return finish(client, backend, decide(begun.json()["url"], person))
