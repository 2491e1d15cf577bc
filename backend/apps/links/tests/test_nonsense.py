"""Texts that no database keeps: refused, and not a fault of ours."""

import pytest

from apps.links.tests.asking import Asker

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
def test_what_cannot_be_kept_is_refused(field: str, text: str) -> None:
    query = f"query ($text: String!) {{ {field} }}"
    assert Asker().refusal(query, text=text)["code"] == "BAD_USER_INPUT"


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
def test_neither_is_it_a_name_or_a_password(field: str, text: str) -> None:
    query = f"mutation ($text: String!) {{ {field} }}"
    code = Asker().refusal(query, text=text)["code"]
    assert code in {"BAD_USER_INPUT", "INVALID_CREDENTIALS", "BAD_TOKEN"}
