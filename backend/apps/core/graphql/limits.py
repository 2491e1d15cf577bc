"""How much a query may ask for. Said before anything of it is validated or executed, in one walk:
a hostile query costs about what it takes to read it.

The cost of a field is 1, that of a list as many times that of its row as it may have rows: what
`first` or `last` ask for, or what is likely where they are not given.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from apps.core.graphql.refusals import RefusalError

LONGEST = 10_000
"""Characters of a query."""
MOST_TOKENS = 1_000
DEEPEST = 15
"""Fields within fields; GraphiQL's question for the schema has 13."""
DEAREST = 20_000
MOST_ROWS = 100
"""That a list gives."""
MOST_COUNTED = 1_000
"""Rows of one list: none gives more."""
LIKELY_ROWS = 20
SIZES = ("first", "last")


def check_length(query: str) -> None:
    if len(query) > LONGEST:
        raise _too_much(_("The query is longer than %(most)s characters."), LONGEST)


def check_document(
    document: DocumentNode, *, lists: frozenset[str], variables: Mapping[str, Any]
) -> None:
    """Raises a RefusalError. `lists`: names of fields that give lists, however long."""
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    walk = _Walk(fragments, lists, variables)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            walk.spend(definition.selection_set, times=1, depth=1, within=())


class _Walk:
    def __init__(
        self,
        fragments: Mapping[str, FragmentDefinitionNode],
        lists: frozenset[str],
        variables: Mapping[str, Any],
    ) -> None:
        self.fragments = fragments
        self.lists = lists
        self.variables = variables
        self.cost = 0

    def spend(
        self, selections: SelectionSetNode, *, times: int, depth: int, within: tuple[str, ...]
    ) -> None:
        if depth > DEEPEST:
            raise _too_much(_("The query is more than %(most)s fields deep."), DEEPEST)
        for node in selections.selections:
            if isinstance(node, FieldNode):
                self._field(node, times, depth, within)
            elif isinstance(node, InlineFragmentNode):
                self.spend(node.selection_set, times=times, depth=depth, within=within)
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                # A fragment within itself, or an unknown one, is what the validation refuses.
                if name in self.fragments and name not in within:
                    self.spend(
                        self.fragments[name].selection_set,
                        times=times,
                        depth=depth,
                        within=(*within, name),
                    )

    def _field(self, node: FieldNode, times: int, depth: int, within: tuple[str, ...]) -> None:
        self.cost += times
        if self.cost > DEAREST:
            raise _too_much(_("The query may ask for more than %(most)s values."), DEAREST)
        if node.selection_set:
            rows = self._rows(node)
            self.spend(node.selection_set, times=times * rows, depth=depth + 1, within=within)

    def _rows(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value not in SIZES:
                continue
            given: Any = argument.value
            if isinstance(given, IntValueNode):
                return _within(int(given.value))
            if isinstance(given, VariableNode):
                value = self.variables.get(given.name.value)
                if isinstance(value, int):
                    return _within(value)
                return MOST_ROWS
        return LIKELY_ROWS if node.name.value in self.lists else 1


def _within(rows: int) -> int:
    return min(max(rows, 1), MOST_COUNTED)


def _too_much(sentence: str, most: int) -> RefusalError:
    return RefusalError(sentence % {"most": most}, "QUERY_TOO_LARGE", most=most)
