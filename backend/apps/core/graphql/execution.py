"""Faster execution of queries whose resolvers are all synchronous.

For each value graphql-core looks up the field and its type, and checks whether to await it. Here
this is done once for all rows of a list, which have the same fields; the rest is graphql-core's.
"""

from functools import partial
from typing import Any, NamedTuple

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    is_leaf_type,
    located_error,
)
from graphql.execution.execute import get_field_def
from graphql.pyutils import Path

Fields = dict[str, list[FieldNode]]


class Step(NamedTuple):
    """A selected field, as it is resolved in every row."""

    name: str
    nodes: list[FieldNode]
    has_arguments: bool
    resolve: Any
    is_attribute: bool
    """True if graphene's default resolver reads it, which does not use `info`."""
    type: GraphQLOutputType
    leaf: Any
    """The scalar or enum type of the value, or None."""
    object: Any
    """The object type of the value, or None."""


class PlannedExecution(ExecutionContext):
    """Execution context for `execute_sync` only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id() of a selection, which `collect_subfields` keeps alive as long as this object.
        self._plans: dict[int, list[Step]] = {}

    def execute_fields(
        self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: Fields
    ) -> dict[str, Any]:
        plan = self._plans.get(id(fields))
        if plan is None:
            plan = self._plans[id(fields)] = self._planned(parent_type, fields)
        values = {}
        for step in plan:
            if step.is_attribute and step.leaf is not None:
                try:
                    value = step.resolve(source_value, None)
                    if value is not None:
                        values[step.name] = self.complete_leaf_value(step.leaf, value)
                        continue
                except Exception:  # noqa: BLE001, S110 raised again below, where it is handled
                    pass
            at = Path(path, step.name, parent_type.name)
            if step.has_arguments:
                value = self.execute_field(parent_type, source_value, step.nodes, at)
            else:
                value = self._value(step, parent_type, source_value, at)
            values[step.name] = value
        return values

    def _planned(self, parent: GraphQLObjectType, fields: Fields) -> list[Step]:
        steps = (self._step(parent, name, nodes) for name, nodes in fields.items())
        return [step for step in steps if step is not None]

    def _step(self, parent: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> Step | None:
        field = get_field_def(self.schema, parent, nodes[0])
        if field is None:
            return None
        kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        resolve = field.resolve or self.field_resolver
        return Step(
            name=name,
            nodes=nodes,
            has_arguments=bool(field.args),
            resolve=resolve,
            is_attribute=isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver,
            type=field.type,
            leaf=kind if is_leaf_type(kind) else None,
            object=kind if isinstance(kind, GraphQLObjectType) and not kind.is_type_of else None,
        )

    def _value(self, step: Step, parent: GraphQLObjectType, source: Any, path: Path) -> Any:
        nodes = step.nodes
        info = GraphQLResolveInfo(
            nodes[0].name.value,
            nodes,
            step.type,
            parent,
            path,
            self.schema,
            self.fragments,
            self.root_value,
            self.operation,
            self.variable_values,
            self.context_value,
            self.is_awaitable,
        )
        try:
            value = step.resolve(source, info)
            if value is not None and not isinstance(value, Exception):
                if step.leaf is not None:
                    return self.complete_leaf_value(step.leaf, value)
                if step.object is not None:
                    fields = self.collect_subfields(step.object, nodes)
                    return self.execute_fields(step.object, value, path, fields)
            return self.complete_value(step.type, nodes, info, path, value)
        except Exception as error:  # noqa: BLE001 any error becomes an error of the field
            self.handle_field_error(located_error(error, nodes, path.as_list()), step.type, path)
            return None
