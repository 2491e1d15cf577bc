"""OAuth flow of a browser, over HTTP."""

from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from django.test import Client

from apps.accounts.client_info import ClientInfo
from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import open_session

TITLES = {"google": "Google", "facebook": "Facebook", "github": "GitHub"}
BACKENDS = tuple(TITLES)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Input of a user on the provider's page."""

    name: str
    email: str = ""
    is_verified: bool = True
    is_hosted: bool = True
    """Google hosts the domain of the email."""

    @property
    def form(self) -> dict[str, str]:
        claims = {"verified": self.is_verified, "hosted": self.is_hosted}
        return {"name": self.name, "email": self.email} | {
            name: "on" for name, is_claimed in claims.items() if is_claimed
        }


CAROL = Person(name="Carol Cant", email="Carol@example.com")


class _Stay(HTTPRedirectHandler):
    def http_error_302(self, _: Any, response: Any, *__: Any) -> Any:
        return response


def bearer(user: User) -> dict[str, str]:
    """Return the authorization header of a new session."""
    client_info = ClientInfo(ip_address=None, device="")
    tokens = open_session(user=user, client=Session.Client.TOKEN, client_info=client_info)
    return {"Authorization": f"Bearer {tokens.access}"}


def begin(client: Client, backend: str, *, link_as: dict[str, str] | None = None) -> Any:
    body = {"link": True} if link_as else {}
    path = f"/api/social/{backend}/begin/"
    return client.post(path, body, "application/json", headers=link_as or {})


def decide(url: str, person: Person, *, decision: str = "allow") -> dict[str, str]:
    """Submit the provider's page and return the query of its redirect."""
    form = urlencode(person.form | {"decision": decision}).encode()
    response: HTTPResponse = build_opener(_Stay).open(url, form, timeout=10)
    back = urlsplit(response.headers["Location"])
    backend = dict(parse_qsl(urlsplit(url).query))["redirect_uri"].rpartition("/")[2]
    assert (back.netloc, back.path) == ("testserver", f"/social/{backend}")
    return dict(parse_qsl(back.query))


def finish(client: Client, backend: str, response: dict[str, str]) -> Any:
    known = {name: response[name] for name in ("code", "error", "state") if name in response}
    return client.post(f"/api/social/{backend}/", known, "application/json")


def go(
    client: Client, backend: str, person: Person, *, link_as: dict[str, str] | None = None
) -> Any:
    """Run the whole flow and return the last response of our API."""
    begun = begin(client, backend, link_as=link_as)
    assert begun.status_code == 200, begun.content
    return finish(client, backend, decide(begun.json()["url"], person))
