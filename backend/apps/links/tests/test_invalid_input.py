"""Text that Postgres cannot store is rejected as bad input, not reported as a server error."""

import pytest

from apps.accounts.models import User
from apps.accounts.tests.graphql_client import GraphQLClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
@pytest.mark.parametrize(
    "field",
    [
        "links(search: $text) { id }",
        "linksOf(site: $text) { edges { cursor } }",
        "linksOf(username: $text) { edges { cursor } }",
        "comments(username: $text) { edges { cursor } }",
        "searchLinks(words: $text) { words }",
        "searchComments(words: $text) { words }",
        "profile(username: $text) { karma }",
        "relayLinks(url: $text) { edges { cursor } }",
        "relayLinks(description: $text) { edges { cursor } }",
    ],
)
def test_unstorable_text_is_rejected(field: str, text: str) -> None:
    query = f"query ($text: String!) {{ {field} }}"
    assert GraphQLClient().error(query, text=text)["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "query",
    [
        "{ feed(list: null) { edges { cursor } } }",
        "mutation { createLink(url: null) { id } }",
        "mutation { saveLink(id: 1, saved: null) { link { id } } }",
        "mutation { relayCreateLink(input: {description: null}) { clientMutationId } }",
    ],
)
def test_null_argument_is_rejected(alice: User, query: str) -> None:
    error = GraphQLClient(alice).error(query)
    assert error["code"] in {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
@pytest.mark.parametrize(
    "field",
    [
        'tokenAuth(username: $text, password: "x") { token }',
        'tokenAuth(username: "x", password: $text) { token }',
        "verifyToken(token: $text) { payload }",
        'createUser(username: $text, email: "a@b.example", password: "x") { user { id } }',
        'createUser(username: "ada", email: $text, password: "correct-horse") { user { id } }',
        'createUser(username: "ada", email: "a@b.example", password: $text) { user { id } }',
    ],
)  # fmt: skip
def test_unstorable_credentials_are_rejected(field: str, text: str) -> None:
    query = f"mutation ($text: String!) {{ {field} }}"
    code = GraphQLClient().error(query, text=text)["code"]
    assert code in {"BAD_USER_INPUT", "INVALID_CREDENTIALS", "BAD_TOKEN"}
