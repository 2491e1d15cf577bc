"""A CloudFormation resource type to add to ministack."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from awscdk.emulator.ministack_internals import add_resource_types, resource_type

# Properties of the template, with all references resolved.
Properties = Mapping[str, Any]
Attributes = dict[str, str]


class Resource(ABC):
    @abstractmethod
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        """Create it; return the values of `Ref` and of `Fn::GetAtt`."""

    def create_in(
        self, stack: str, logical_id: str, properties: Properties
    ) -> tuple[str, Attributes]:
        """Create it; override this if its name is derived from the stack's."""
        return self.create(properties)

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        """Create its replacement. CloudFormation deletes the former one, or this one in a
        rollback."""
        return self.create(after)

    @abstractmethod
    def delete(self, reference: str, properties: Properties) -> None: ...


def register_resources(resources: Mapping[str, Resource]) -> None:
    add_resource_types({name: _handlers(resource) for name, resource in resources.items()})


def _handlers(resource: Resource) -> dict[str, Callable[..., Any]]:
    return {
        "create": lambda logical_id, properties, stack: resource.create_in(
            stack, logical_id, properties
        ),
        "update": lambda reference, before, after, stack: resource.update(reference, before, after),
        "delete": resource.delete,
    }


def add_attributes(name: str, added: Callable[[Properties], Attributes]) -> None:
    """Add attributes that ministack's handlers of the resource type lack."""
    handlers = resource_type(name)

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        reference, attributes = handlers["create"](logical_id, properties, stack)
        return reference, {**attributes, **added(properties)}

    def update(
        reference: str, before: Properties, after: Properties, *rest: str
    ) -> tuple[str, Attributes]:
        reference, attributes = handlers["update"](reference, before, after, *rest)
        return reference, {**attributes, **added(after)}

    add_resource_types({name: {**handlers, "create": create, "update": update}})
