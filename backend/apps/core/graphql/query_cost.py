"""Limits on size, depth and cost of a query, checked before it is validated or executed.

Each node is visited once, so that rejecting a hostile query costs little more than parsing it. A
field costs 1; a list costs the cost of a row times its rows: `first` or `last`, else
DEFAULT_LIST_SIZE.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

from apps.core.graphql.errors import ClientError

MAX_QUERY_LENGTH = 10_000
MAX_TOKENS = 1_000
# GraphiQL's introspection query has 13.
MAX_DEPTH = 15
MAX_COST = 20_000
MAX_PAGE_SIZE = 100
# No list returns more rows.
MAX_COUNTED_ROWS = 1_000
DEFAULT_LIST_SIZE = 20
# Validation compares each pair of fields with the same name.
MAX_FIELD_PAIRS = 10_000
# Characters of JSON: ten times the longest text that a mutation accepts.
MAX_VARIABLES_LENGTH = 100_000
SIZE_ARGUMENTS = ("first", "last")


def check_length(query: str) -> None:
    if len(query) > MAX_QUERY_LENGTH:
        raise _too_large(_("The query is longer than %(most)s characters."), MAX_QUERY_LENGTH)


def check_variables(variables: Mapping[str, Any]) -> None:
    """Raise ClientError if the variables are too long."""
    if len(json.dumps(variables)) > MAX_VARIABLES_LENGTH:
        sentence = _("The variables are longer than %(most)s characters.")
        raise _too_large(sentence, MAX_VARIABLES_LENGTH)


def check_document(
    document: DocumentNode, *, lists: frozenset[str], variables: Mapping[str, Any]
) -> None:
    """Raise GraphQLError if a limit is exceeded. `lists`: names of fields that return lists."""
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    sizes = _Sizes(lists, variables)
    for name in _dependency_order(fragments):
        sizes.of_fragments[name] = sizes.of(fragments[name].selection_set)
    operations = [
        sizes.of(definition.selection_set)
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
    if any(size.depth > MAX_DEPTH for size in operations):
        raise _too_large(_("The query is more than %(most)s fields deep."), MAX_DEPTH)
    if sum(size.cost for size in operations) > MAX_COST:
        raise _too_large(_("The query may return more than %(most)s values."), MAX_COST)
    _check_field_pairs(document)


def _check_field_pairs(document: DocumentNode) -> None:
    fields = (node for node in _nodes(document) if isinstance(node, FieldNode))
    names = Counter((field.alias or field.name).value for field in fields)
    if sum(count * count for count in names.values()) > MAX_FIELD_PAIRS:
        sentence = _("The query repeats the same fields too often. Send several queries instead.")
        raise _too_large(sentence, MAX_FIELD_PAIRS)


def _dependency_order(fragments: Mapping[str, FragmentDefinitionNode]) -> list[str]:
    """Return the fragment names, each after those that it spreads."""
    spread = {
        name: {
            node.name.value
            for node in _nodes(fragment)
            if isinstance(node, FragmentSpreadNode) and node.name.value in fragments
        }
        for name, fragment in fragments.items()
    }
    try:
        return list(TopologicalSorter(spread).static_order())
    except CycleError as error:
        name = error.args[1][0]
        raise GraphQLError(
            f"Cannot spread fragment '{name}' within itself.", fragments[name]
        ) from error


def _nodes(parent: DocumentNode | FragmentDefinitionNode) -> Iterator[SelectionNode]:
    """Yield each node once, without those of spread fragments."""
    parents: list[Any] = list(getattr(parent, "definitions", [parent]))
    while parents:
        selections: SelectionSetNode | None = getattr(parents.pop(), "selection_set", None)
        if selections:
            yield from selections.selections
            parents += selections.selections


class _Size(NamedTuple):
    cost: int
    depth: int


class _Sizes:
    def __init__(self, lists: frozenset[str], variables: Mapping[str, Any]) -> None:
        self.lists = lists
        self.variables = variables
        self.of_fragments: dict[str, _Size] = {}
        """{fragment name: size}; unknown fragments are rejected by the validation."""

    def of(self, selections: SelectionSetNode) -> _Size:
        sizes = [self._of_node(node) for node in selections.selections]
        return _Size(sum(size.cost for size in sizes), max(size.depth for size in sizes))

    def _of_node(self, node: SelectionNode) -> _Size:
        if isinstance(node, FragmentSpreadNode):
            return self.of_fragments.get(node.name.value, _Size(0, 0))
        if isinstance(node, InlineFragmentNode):
            return self.of(node.selection_set)
        assert isinstance(node, FieldNode)
        if not node.selection_set:
            return _Size(1, 1)
        cost, depth = self.of(node.selection_set)
        # Capped: arithmetic on numbers of thousands of digits is slow.
        return _Size(1 + min(self._rows(node) * cost, MAX_COST), 1 + depth)

    def _rows(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value not in SIZE_ARGUMENTS:
                continue
            given: Any = argument.value
            if isinstance(given, IntValueNode):
                return _clamp_rows(given.value)
            if isinstance(given, VariableNode):
                value = self.variables.get(given.name.value)
                if isinstance(value, int):
                    return _clamp_rows(value)
                return MAX_PAGE_SIZE
        return DEFAULT_LIST_SIZE if node.name.value in self.lists else 1


def _clamp_rows(rows: int | str) -> int:
    if isinstance(rows, str):
        # int() rejects more than 4,300 digits.
        rows = MAX_COUNTED_ROWS if len(rows) > 10 else int(rows)
    return min(max(rows, 1), MAX_COUNTED_ROWS)


def _too_large(sentence: str, most: int) -> ClientError:
    return ClientError(sentence % {"most": most}, "QUERY_TOO_LARGE", most=most)
