"""PlannedExecution returns the same data and errors as graphql-core's execution."""

from types import SimpleNamespace
from typing import Any

import graphene
import pytest
from graphql import execute_sync, parse, validate

from apps.core.graphql.execution import PlannedExecution


class Colour(graphene.Enum):  # type: ignore[misc] # graphene has no types
    RED = "red"


class Thing(graphene.Interface):  # type: ignore[misc] # graphene has no types
    id = graphene.ID(required=True)

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> type:
        return Leaf


class Leaf(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        interfaces = (Thing,)

    name = graphene.String()
    size = graphene.Int()
    size_surely = graphene.Int(required=True)
    colour = graphene.Field(Colour)
    broken = graphene.String()
    broken_surely = graphene.String(required=True)
    given = graphene.String()
    self_again = graphene.Field(lambda: Leaf)
    nothing = graphene.Field(lambda: Leaf)
    siblings = graphene.List(lambda: Leaf)
    siblings_surely = graphene.List(graphene.NonNull(lambda: Leaf), required=True)
    times = graphene.String(number=graphene.Int(required=True))
    where = graphene.String()

    @staticmethod
    def resolve_broken(leaf: Any, info: Any) -> str:
        raise ValueError(f"{leaf.name} is broken")

    resolve_broken_surely = resolve_broken

    @staticmethod
    def resolve_given(leaf: Any, info: Any) -> Any:
        return ValueError("given, not raised")

    @staticmethod
    def resolve_self_again(leaf: Any, info: Any) -> Any:
        return leaf

    @staticmethod
    def resolve_times(leaf: Any, info: Any, number: int) -> str:
        return str(leaf.name) * number

    @staticmethod
    def resolve_where(leaf: Any, info: Any) -> str:
        return f"{info.path.as_list()} {info.field_name} {info.parent_type} {info.context}"


def leaf(**changes: Any) -> SimpleNamespace:
    return SimpleNamespace(
        **{"id": 1, "name": "oak", "size": 3, "size_surely": 3, "colour": "red"}
        | {"nothing": None, "siblings": [], "siblings_surely": []}
        | changes
    )


class Query(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    leaves = graphene.List(Leaf)
    leaf = graphene.Field(Leaf)
    thing = graphene.Field(Thing)
    as_dict = graphene.Field(Leaf)

    @staticmethod
    def resolve_leaves(root: None, info: Any) -> list[Any]:
        worn = leaf(name=None, size="no number", size_surely=None, colour="none", siblings=5)
        return [leaf(siblings=[leaf(), None], siblings_surely=[leaf(), None]), worn, None]

    @staticmethod
    def resolve_leaf(root: None, info: Any) -> Any:
        return leaf(siblings_surely=[leaf(size_surely=None)])

    resolve_thing = resolve_leaf

    @staticmethod
    def resolve_as_dict(root: None, info: Any) -> Any:
        return {"id": 2, "name": "elm"}


schema = graphene.Schema(query=Query, types=[Leaf]).graphql_schema


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("{ leaves { id name size colour } }", 2),
        ("{ leaves { alias: name name ...F } } fragment F on Leaf { size colour __typename }", 2),
        ("{ leaves { sizeSurely } }", 1),
        ("{ leaf { name brokenSurely } leaves { id } }", 1),
        ("{ leaves { broken selfAgain { broken given selfAgain { where } } } }", 6),
        ("{ leaf { nothing { brokenSurely } selfAgain { selfAgain { brokenSurely } } } }", 1),
        ("{ leaves { siblings { id where } siblingsSurely { id } } }", 2),
        ("{ leaf { siblingsSurely { sizeSurely } } }", 1),
        ("query ($n: Int = 2) { leaf { times(number: $n) twice: times(number: 2) } }", 0),
        (
            "{ thing { __typename id ... on Leaf { name where broken } } asDict { id name size } }",
            1,
        ),
        ("query ($no: Boolean = false) { leaf { id @include(if: $no) name @skip(if: $no) } }", 0),
        ("{ __schema { queryType { name fields { name type { kind ofType { name } } } } } }", 0),
        ('{ __type(name: "Leaf") { fields { name args { name defaultValue } } } }', 0),
    ],
)
def test_planned_execution_equals_graphql_core(query: str, errors: int) -> None:
    document = parse(query)
    assert not validate(schema, document)
    usual = execute_sync(schema, document, context_value="here")
    planned = execute_sync(
        schema, document, context_value="here", execution_context_class=PlannedExecution
    )
    assert planned.formatted == usual.formatted
    assert len(planned.errors or []) == errors
