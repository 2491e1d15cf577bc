"""What a hostile query costs: hardly more than to read it."""

import pytest
from django.test import Client
from graphql import get_introspection_query

pytestmark = pytest.mark.django_db


def ask(client: Client, query: str, **variables: object) -> dict[str, object]:
    body = {"query": query, "variables": variables}
    answer = client.post("/graphql/", body, "application/json")
    assert answer.status_code == 400, answer.content
    error: dict[str, object] = answer.json()["errors"][0]
    return error


def nested(depth: int) -> str:
    return "{ links " + "{ votes { link " * depth + "{ id }" + "} }" * depth + " }"


def deep(levels: int) -> str:
    return (
        "{ link(id: 1) { "
        + "comments(first: 1) { edges { node { link { " * levels
        + "id"
        + " } } } }" * levels
        + " } }"
    )


FEED = "feed(first: 100) { edges { node { id url text } } }"
ALIASES = " ".join(f"a{number}: {FEED}" for number in range(50))
FRAGMENTS = """
    query { ...a }
    fragment a on Query { links { votes { ...b } } }
    fragment b on VoteType { link { votes { link { votes { id } } } } }
"""


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (deep(4), "The query is more than 15 fields deep."),
        (nested(3), "The query may ask for more than 20000 values."),
        ("{ " + "me { id } " * 900 + "}", "Document contains more than 1000 tokens"),
        ("{ me { id } }" + " " * 10_000, "The query is longer than 10000 characters."),
        (f"{{ {ALIASES} }}", "The query may ask for more than 20000 values."),
        (FRAGMENTS, "The query may ask for more than 20000 values."),
    ],
)
def test_what_asks_for_too_much_is_told_how_much_is_too_much(
    client: Client, query: str, sentence: str
) -> None:
    error = ask(client, query)
    assert sentence in str(error["message"])


def test_rows_are_counted_by_what_the_variable_says(client: Client) -> None:
    query = """query ($n: Int) {
        feed(first: $n) { edges { node { votes { user { id } link { score votes { id } } } } } }
    }"""
    few = client.post("/graphql/", {"query": query, "variables": {"n": 2}}, "application/json")
    assert few.status_code == 200
    assert "20000 values" in str(ask(client, query, n=100)["message"])
    assert "20000 values" in str(ask(client, query)["message"])


def test_fragments_that_spread_each_other_are_refused(client: Client) -> None:
    query = "{ ...a } fragment a on Query { ...b me { id } } fragment b on Query { ...a }"
    error = ask(client, query)
    assert "Cannot spread fragment" in str(error["message"])
    assert error["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ cheese }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ links(first: "x") { id } }', "GRAPHQL_VALIDATION_FAILED"),
        (nested(3), "QUERY_TOO_LARGE"),
    ],
)
def test_every_refusal_has_a_code(client: Client, query: str, code: str) -> None:
    assert ask(client, query)["extensions"]["code"] == code  # type: ignore[index]


GOOD = "{ links { id } }"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"query": ""},
        {"query": 5},
        {"query": [GOOD]},
        {"query": GOOD, "variables": "["},
        {"query": GOOD, "variables": [1]},
        {"query": GOOD, "operationName": 7},
        {"query": GOOD, "operationName": "other"},
    ],
)
def test_a_body_that_is_no_question_is_refused(client: Client, body: dict[str, object]) -> None:
    answer = client.post("/graphql/", body, "application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"]


def test_a_mutation_is_not_made_by_get(client: Client) -> None:
    answer = client.get("/graphql/", {"query": "mutation { verifyToken { payload } }"})
    assert answer.status_code == 405


def test_the_schema_may_be_asked_for(client: Client) -> None:
    answer = client.post(
        "/graphql/", {"query": get_introspection_query()}, "application/json"
    ).json()
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"
