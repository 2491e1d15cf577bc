import json
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from local.oauth_stub import running_oauth_stub
from local.oauth_stub.clients import CLIENTS

# RFC 7636, appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
BACK = "http://application.example/social/google"
AUTHORIZATION_REQUEST = {
    "client_id": CLIENTS["google"].key,
    "redirect_uri": BACK,
    "state": "some-state",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
PERSON = {"name": "Carol", "email": "carol@example.com", "verified": "on", "decision": "allow"}


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow no redirect: nothing listens at the application's URL."""


def send(url: str, form: dict[str, str] | None = None) -> HTTPResponse | HTTPError:
    try:
        body = urlencode(form).encode() if form else None
        response: HTTPResponse = build_opener(Stay).open(url, body)
        return response
    except HTTPError as error:
        return error


@pytest.fixture
def provider() -> Iterator[str]:
    with running_oauth_stub() as url:
        yield url


def code_of(provider: str) -> str:
    back = send(f"{provider}/o/oauth2/v2/auth?{urlencode(AUTHORIZATION_REQUEST)}", PERSON)
    where = urlsplit(str(back.headers["Location"]))
    assert f"{where.scheme}://{where.netloc}{where.path}" == BACK
    query = parse_qs(where.query)
    assert query["state"] == ["some-state"]
    return query["code"][0]


def exchange(provider: str, **changes: str) -> HTTPResponse | HTTPError:
    client = CLIENTS["google"]
    form = {
        "client_id": client.key,
        "client_secret": client.secret,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    return send(f"{provider}/token", form | changes)


def test_provider_page_leads_to_a_token(provider: str) -> None:
    page = send(f"{provider}/o/oauth2/v2/auth?{urlencode(AUTHORIZATION_REQUEST)}").read().decode()
    token = json.load(exchange(provider, code=code_of(provider)))

    assert "Allow</button>" in page
    assert "Deny</button>" in page
    assert token["access_token"]


def test_provider_code_is_valid_once(provider: str) -> None:
    code = code_of(provider)
    assert exchange(provider, code=code).status == 200
    assert json.load(exchange(provider, code=code)) == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_secret": "guessed"}, "invalid_client"),
        ({"redirect_uri": "http://elsewhere.example/"}, "redirect_uri_mismatch"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
    ],
)
def test_provider_code_requires_its_client(
    provider: str, changed: dict[str, str], error: str
) -> None:
    response = exchange(provider, code=code_of(provider), **changed)
    assert json.load(response) == {"error": error}


@pytest.mark.parametrize("missing", ["code_challenge", "code_challenge_method", "state"])
def test_provider_rejects_a_request_without_state_or_pkce(provider: str, missing: str) -> None:
    request = {name: value for name, value in AUTHORIZATION_REQUEST.items() if name != missing}
    response = send(f"{provider}/o/oauth2/v2/auth?{urlencode(request)}")
    assert response.status == 400
    assert missing in response.read().decode()
