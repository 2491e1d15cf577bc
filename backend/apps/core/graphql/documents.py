"""From the text of a query to one that may be executed."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
    validate,
)

from apps.core.graphql import limits

KEPT = 100
"""Documents: a page asks the same questions again and again."""
LONGEST_KEPT = 3_000
"""Characters: a document takes a hundred times as many bytes."""


def document_of(
    query: str, *, schema: GraphQLSchema, variables: Mapping[str, Any]
) -> DocumentNode | list[GraphQLError]:
    """Ready to be executed, or what is wrong with it."""
    try:
        limits.check_length(query)
        document = _parse(query) if len(query) > LONGEST_KEPT else _parsed(query)
        limits.check_document(document, lists=_lists(schema), variables=variables)
    except GraphQLError as error:
        return [error]
    is_kept = len(query) <= LONGEST_KEPT
    problems = _problems(query, schema) if is_kept else _validate(document, schema)
    return list(problems) or document


def _parse(query: str) -> DocumentNode:
    return parse(query, max_lexical_tokens=limits.MOST_TOKENS)


def _validate(document: DocumentNode, schema: GraphQLSchema) -> list[GraphQLError]:
    return validate(schema, document, max_errors=20)


@lru_cache(maxsize=KEPT)
def _parsed(query: str) -> DocumentNode:
    return _parse(query)


@lru_cache(maxsize=KEPT)
def _problems(query: str, schema: GraphQLSchema) -> tuple[GraphQLError, ...]:
    return tuple(_validate(_parsed(query), schema))


@cache
def _lists(schema: GraphQLSchema) -> frozenset[str]:
    """Names of fields that answer with a list, or with a connection's page of one."""
    names = set()
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        if kind.name.startswith("__"):
            continue
        for name, field in kind.fields.items():
            is_list = is_list_type(get_nullable_type(field.type))
            is_page = get_named_type(field.type).name.endswith("Connection")
            # The rows of a page are counted where the page is asked for.
            if is_page or (is_list and name != "edges"):
                names.add(name)
    return frozenset(names)
