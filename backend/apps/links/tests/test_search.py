from unittest.mock import patch

import pytest

from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db
LINKS = """query ($words: String!, $first: Int, $after: String) {
    searchLinks(words: $words, first: $first, after: $after) {
        words
        links { edges { node { description } } pageInfo { hasNextPage endCursor } }
    }
}"""
COMMENTS = """query ($words: String!) {
    searchComments(words: $words) { words comments { edges { node { body } } } }
}"""


def titles(words: str) -> list[str]:
    edges = GraphQLClient().query(LINKS, words=words)["searchLinks"]["links"]["edges"]
    return [edge["node"]["description"] for edge in edges]


def bodies(words: str) -> list[str]:
    edges = GraphQLClient().query(COMMENTS, words=words)["searchComments"]["comments"]["edges"]
    return [edge["node"]["body"] for edge in edges]


def test_search_links_finds_inflected_words_in_title_url_and_text() -> None:
    make_link(title="Databases that scale", url="https://a.example/1")
    make_link(title="Something else", url="https://b.example/scaling-databases")
    make_link(title="Ask: which one?", url="", text="My database does not scale.")
    make_link(title="Nothing of it")
    assert titles("database scaling") == [
        "Databases that scale",
        "Something else",
        "Ask: which one?",
    ]


def test_search_links_prefers_higher_scores() -> None:
    make_link(title="Postgres tips")
    make_link(title="Postgres tricks", score=400)
    assert titles("postgres") == ["Postgres tricks", "Postgres tips"]


def test_search_links_supports_phrases_and_exclusion() -> None:
    make_link(title="Red hat on a blue car")
    make_link(title="Blue hat on a red car")
    assert titles('"red hat"') == ["Red hat on a blue car"]
    assert titles('hat -"red hat"') == ["Blue hat on a red car"]


@pytest.mark.parametrize("typed", ["pyhton", "pythn", "pytthon", "Pytohn"])
def test_search_links_corrects_misspelled_word(typed: str) -> None:
    make_link(title="Why Python is slow")
    make_link(title="Typhoon over the sea")
    found = GraphQLClient().query(LINKS, words=typed)["searchLinks"]
    assert found["words"] == "python"
    assert [edge["node"]["description"] for edge in found["links"]["edges"]] == [
        "Why Python is slow"
    ]


def test_search_links_finds_nothing_for_unknown_word() -> None:
    make_link(title="Why Python is slow")
    found = GraphQLClient().query(LINKS, words="qqqqq")["searchLinks"]
    assert (found["words"], found["links"]["edges"]) == ("qqqqq", [])


def test_search_comments_skips_those_of_hidden_links() -> None:
    link = make_link(title="Cats")
    make_comment(on=link, body="Dogs are kinder.")
    assert bodies("dog") == ["Dogs are kinder."]
    assert titles("dog") == []
    type(link).objects.update(status="hidden")
    assert bodies("dog") == []


@pytest.mark.parametrize("most", [2_000, 3])
def test_search_links_paginates_common_word(most: int) -> None:
    for number in range(9):
        make_link(title=f"Common number {number}", score=number + 1)
    seen: list[str] = []
    after = None
    with patch("apps.links.search.MAX_RANKED_MATCHES", most):
        while True:
            found = GraphQLClient().query(LINKS, words="common", first=4, after=after)
            page = found["searchLinks"]["links"]
            seen += [edge["node"]["description"] for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
    assert seen == [f"Common number {number}" for number in range(8, -1, -1)]


@pytest.mark.parametrize(
    "words", ["", " ", "the", "'", '"', "a & | ! ( ) : *", "\\", "%", "x" * 5_000, "ü☃"]
)
def test_search_accepts_any_text(words: str) -> None:
    make_link(title="The title")
    assert titles(words) == bodies(words) == []


def test_links_search_finds_substrings() -> None:
    make_link(title="GraphQL rocks", url="https://a.example/x")
    make_link(title="Other", url="https://b.example/graphql-server")
    query = "query ($search: String) { links(search: $search) { description } }"

    def found(search: str) -> list[str]:
        return [
            link["description"] for link in GraphQLClient().query(query, search=search)["links"]
        ]

    assert found("RAPHQ") == ["Other", "GraphQL rocks"]
    assert found("b.example/") == ["Other"]
    assert found("100%") == []
