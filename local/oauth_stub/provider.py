import base64
import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from local.oauth_stub.clients import CLIENTS
from local.oauth_stub.errors import DENIALS, TOKEN_ERRORS, facebook_error
from local.oauth_stub.messages import OAuthError, Request, Response
from local.oauth_stub.page import page
from local.oauth_stub.provider_accounts import DOWN, GARBLED, SECONDS_OF_SLOW, SLOW, Grant, Person


class OAuthStub:
    """State of the three providers: unused codes, tokens and their users."""

    def __init__(self) -> None:
        self.grants: dict[str, Grant] = {}
        self.tokens: dict[str, Person] = {}
        self.stopping = threading.Event()

    def show_page(self, provider: str, query: Mapping[str, str]) -> Response:
        _check_request(provider, query)
        return Response(page(provider))

    def decide(self, provider: str, query: Mapping[str, str], form: Mapping[str, str]) -> Response:
        """Redirect the user to the application, with a code or with the denial."""
        _check_request(provider, query)
        back = {"state": query.get("state", "")}
        if form.get("decision") == "allow":
            name = form.get("name", "").strip()
            if not name:
                raise OAuthError("Write a name.")
            person = Person(
                provider=provider,
                name=name,
                email=form.get("email", "").strip(),
                is_verified=form.get("verified") == "on",
                is_hosted=form.get("hosted") == "on",
            )
            code = secrets.token_urlsafe(24)
            self.grants[code] = Grant(
                person=person, redirect_uri=query["redirect_uri"], challenge=query["code_challenge"]
            )
            back["code"] = code
        else:
            back |= DENIALS[provider]
        # Facebook ends the URL like this.
        fragment = "_=_" if provider == "facebook" else ""
        place = urlsplit(query["redirect_uri"])
        new_query = "&".join(filter(None, (place.query, urlencode(back))))
        location = urlunsplit(place._replace(query=new_query, fragment=fragment))
        return Response("", HTTPStatus.FOUND, {"Location": location})

    def exchange(self, provider: str, form: Mapping[str, str]) -> Response:
        """Exchange a code for an access token, once, and only for its client."""
        error = TOKEN_ERRORS[provider]
        client = CLIENTS[provider]
        if (form.get("client_id"), form.get("client_secret")) != (client.key, client.secret):
            raise error("client")
        grant = self.grants.pop(form.get("code", ""), None)
        if grant is None or grant.person.provider != provider:
            raise error("code")
        if form.get("redirect_uri") != grant.redirect_uri:
            raise error("redirect_uri")
        if s256(form.get("code_verifier", "")) != grant.challenge:
            raise error("code")
        if grant.person.name == DOWN:
            raise OAuthError("The provider is out of order.", HTTPStatus.SERVICE_UNAVAILABLE)
        if grant.person.name == SLOW:
            self.stopping.wait(SECONDS_OF_SLOW)
        token = secrets.token_urlsafe(24)
        self.tokens[token] = grant.person
        return Response({"access_token": token, "token_type": "bearer", "expires_in": 3600})

    def google_user(self, request: Request) -> Response:
        person = self._person("google", request.token("Bearer"))
        claims: dict[str, Any] = {"sub": str(person.uid), "name": person.name}
        if person.email:
            claims |= {"email": person.email, "email_verified": person.is_verified}
            if person.is_hosted:
                claims["hd"] = person.email.rpartition("@")[2]
        return _user_response(person, claims)

    def github_user(self, request: Request) -> Response:
        person = self._person("github", request.token("token"))
        login = re.sub("[^A-Za-z0-9]+", "-", person.name)
        claims = {"id": person.uid, "login": login, "name": person.name, "email": None}
        return _user_response(person, claims)

    def github_emails(self, request: Request) -> Response:
        person = self._person("github", request.token("token"))
        noreply = f"{person.uid}@users.noreply.example.com"
        claims = [{"email": noreply, "primary": False, "verified": True, "visibility": None}]
        if person.email:
            primary = {"email": person.email, "primary": True, "visibility": "private"}
            claims.append(primary | {"verified": person.is_verified})
        return _user_response(person, claims)

    def facebook_user(self, request: Request) -> Response:
        token = request.query.get("access_token", "")
        person = self._person("facebook", token)
        secret = CLIENTS["facebook"].secret
        proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        if request.query.get("appsecret_proof") != proof:
            raise OAuthError(facebook_error("Invalid appsecret_proof.", 100))
        fields = request.query.get("fields", "id,name").split(",")
        claims = {"id": str(person.uid), "name": person.name, "email": person.email}
        return _user_response(person, {name: claims[name] for name in fields if claims.get(name)})

    def _person(self, provider: str, token: str) -> Person:
        person = self.tokens.get(token)
        if person is None or person.provider != provider:
            raise OAuthError({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED)
        return person


def _user_response(person: Person, claims: Any) -> Response:
    return Response([["nonsense"]] if person.name == GARBLED else claims)


def _check_request(provider: str, query: Mapping[str, str]) -> None:
    """Raise OAuthError as the provider would show it to the user."""
    wrong = [
        name
        for name, holds in {
            "client_id": query.get("client_id") == CLIENTS[provider].key,
            "redirect_uri": query.get("redirect_uri", "").startswith(("http://", "https://")),
            "state": bool(query.get("state")),
            "code_challenge": bool(query.get("code_challenge")),
            "code_challenge_method": query.get("code_challenge_method") == "S256",
        }.items()
        if not holds
    ]
    if wrong:
        raise OAuthError(f"Missing or wrong: {', '.join(wrong)}.")


def s256(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
