"""Parsing, limits and validation of GraphQL documents, cached."""

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

from apps.core.graphql import query_cost

MAX_CACHED_DOCUMENTS = 100
# In characters of the query; the parsed document takes a hundred times as many bytes.
MAX_CACHED_LENGTH = 3_000


def get_document(
    query: str, *, schema: GraphQLSchema, variables: Mapping[str, Any]
) -> DocumentNode | list[GraphQLError]:
    """Return the parsed and validated document, or its errors."""
    try:
        query_cost.check_length(query)
        query_cost.check_variables(variables)
        document = _parse(query) if len(query) > MAX_CACHED_LENGTH else _parsed(query)
        query_cost.check_document(document, lists=_list_fields(schema), variables=variables)
    except GraphQLError as error:
        return [error]
    is_cached = len(query) <= MAX_CACHED_LENGTH
    errors = _validated(query, schema) if is_cached else _validate(document, schema)
    return list(errors) or document


def _parse(query: str) -> DocumentNode:
    return parse(query, max_lexical_tokens=query_cost.MAX_TOKENS)


def _validate(document: DocumentNode, schema: GraphQLSchema) -> list[GraphQLError]:
    return validate(schema, document, max_errors=20)


@lru_cache(maxsize=MAX_CACHED_DOCUMENTS)
def _parsed(query: str) -> DocumentNode:
    return _parse(query)


@lru_cache(maxsize=MAX_CACHED_DOCUMENTS)
def _validated(query: str, schema: GraphQLSchema) -> tuple[GraphQLError, ...]:
    return tuple(_validate(_parsed(query), schema))


@cache
def _list_fields(schema: GraphQLSchema) -> frozenset[str]:
    """Return the names of fields that return a list or a connection."""
    names = set()
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        if kind.name.startswith("__"):
            continue
        for name, field in kind.fields.items():
            is_list = is_list_type(get_nullable_type(field.type))
            is_page = get_named_type(field.type).name.endswith("Connection")
            # The rows of a page are counted at its connection.
            if is_page or (is_list and name != "edges"):
                names.add(name)
    return frozenset(names)
