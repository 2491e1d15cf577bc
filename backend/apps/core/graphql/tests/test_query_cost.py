"""Limits on hostile queries, which cost little more than parsing."""

from contextlib import suppress

import pytest
from django.test import Client
from graphql import SelectionNode, get_introspection_query, parse

from apps.core.graphql import query_cost
from apps.core.graphql.errors import ClientError

pytestmark = pytest.mark.django_db


def query_error(client: Client, query: str, **variables: object) -> dict[str, object]:
    body = {"query": query, "variables": variables}
    response = client.post("/graphql/", body, "application/json")
    assert response.status_code == 400, response.content
    error: dict[str, object] = response.json()["errors"][0]
    return error


# sample: links begin
def nested(depth: int) -> str:
    return "{ links " + "{ votes { link " * depth + "{ id }" + "} }" * depth + " }"


# sample: links end
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
# sample: links begin
FRAGMENTS = """
    query { ...a }
    fragment a on Query { links { votes { ...b } } }
    fragment b on VoteType { link { votes { link { votes { id } } } } }
"""
# sample: links end
DOUBLING = "query { ...f0 } fragment f20 on Query { me { id } }" + "".join(
    f" fragment f{number} on Query {{ ...f{number + 1} ...f{number + 1} }}" for number in range(20)
)


def mutual_fragments(count: int) -> str:
    """Return a query whose fragments all spread each other."""
    names = [f"f{number}" for number in range(count)]
    fragments = (
        f"fragment {name} on Query {{ {' '.join(f'...{each}' for each in names)} }}"
        for name in names
    )
    return "{ ...f0 } " + " ".join(fragments)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (deep(4), "The query is more than 15 fields deep."),
        (nested(3), "The query may return more than 20000 values."),  # sample: links
        ("{ " + "me { id } " * 900 + "}", "Document contains more than 1000 tokens"),
        ("{ me { id } }" + " " * 10_000, "The query is longer than 10000 characters."),
        (f"{{ {ALIASES} }}", "The query may return more than 20000 values."),
        (FRAGMENTS, "The query may return more than 20000 values."),  # sample: links
        (DOUBLING, "The query may return more than 20000 values."),
        ("{ me { " + "id " * 101 + "} }", "The query repeats the same fields too often"),
        ("{ me " * 330 + "}" * 330, "Document is nested too deeply"),
        ("{ ... " * 330 + "{ me { id } }" + "}" * 330, "Document is nested too deeply"),
        # sample: links begin
        ("{ links(first: " + "9" * 5_000 + ") { votes { link { url } } } }", "20000 values"),
        # sample: links end
    ],
)
def test_query_beyond_limit_is_rejected_with_limit(
    client: Client, query: str, sentence: str
) -> None:
    error = query_error(client, query)
    assert sentence in str(error["message"])


def test_long_variables_are_rejected(client: Client) -> None:
    error = query_error(client, "{ me { id } }", anything="x" * 100_000)
    assert error["message"] == "The variables are longer than 100000 characters."


@pytest.mark.parametrize("count", [10, 40, 90])
def test_each_node_is_visited_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = " ".join(
        f"fragment f{number} on Query {{ ...f{number + 1} ...f{number + 1} }}"
        for number in range(count)
    )
    document = parse(f"{{ ...f0 }} {chain} fragment f{count} on Query {{ __typename }}")
    visited: list[SelectionNode] = []
    original = query_cost._Sizes._of_node

    def count_node(self: query_cost._Sizes, node: SelectionNode) -> query_cost._Size:
        visited.append(node)
        return original(self, node)

    monkeypatch.setattr(query_cost._Sizes, "_of_node", count_node)
    with suppress(ClientError):
        query_cost.check_document(document, lists=frozenset(), variables={})

    assert len(visited) == 2 * count + 2


# sample: links begin
def test_rows_are_counted_by_variable(client: Client) -> None:
    query = """query ($n: Int) {
        feed(first: $n) { edges { node { votes { user { id } link { score votes { id } } } } } }
    }"""
    few = client.post("/graphql/", {"query": query, "variables": {"n": 2}}, "application/json")
    assert few.status_code == 200
    assert "20000 values" in str(query_error(client, query, n=100)["message"])
    assert "20000 values" in str(query_error(client, query)["message"])


# sample: links end
def test_fragment_cycle_is_rejected(client: Client) -> None:
    error = query_error(client, mutual_fragments(15))
    assert "Cannot spread fragment" in str(error["message"])
    assert error["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ cheese }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ links(first: "x") { id } }', "GRAPHQL_VALIDATION_FAILED"),
        (nested(3), "QUERY_TOO_LARGE"),  # sample: links
    ],
)
def test_every_error_has_code(client: Client, query: str, code: str) -> None:
    assert query_error(client, query)["extensions"]["code"] == code  # type: ignore[index]


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
def test_body_without_query_is_rejected(client: Client, body: dict[str, object]) -> None:
    response = client.post("/graphql/", body, "application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"]


def test_multipart_body_is_rejected(client: Client) -> None:
    response = client.post("/graphql/", {"query": GOOD})
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"] == "Send the query as JSON."


def test_mutation_by_get_is_rejected(client: Client) -> None:
    response = client.get("/graphql/", {"query": "mutation { verifyToken { payload } }"})
    assert response.status_code == 405


def test_introspection_is_allowed(client: Client) -> None:
    response = client.post(
        "/graphql/", {"query": get_introspection_query()}, "application/json"
    ).json()
    assert response["data"]["__schema"]["queryType"]["name"] == "Query"
