"""A CloudFormation resource type to add to ministack."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from ministack.services.cloudformation import provisioners, stacks

# Properties of the template, with all references resolved.
Properties = Mapping[str, Any]
Attributes = dict[str, str]


class Resource(ABC):
    @abstractmethod
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        """Create it; return the values of `Ref` and of `Fn::GetAtt`."""

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        """Replace it; the emulated interruption does not matter."""
        self.delete(reference, before)
        return self.create(after)

    @abstractmethod
    def delete(self, reference: str, properties: Properties) -> None: ...


def register_resources(resources: Mapping[str, Resource]) -> None:
    blocks = stacks._runs_on_worker_thread

    def blocks_for_ours(name: str) -> bool:
        # They call the server itself, whose event loop must not block.
        return name in resources or blocks(name)

    stacks._runs_on_worker_thread = blocks_for_ours
    for name, resource in resources.items():
        provisioners._RESOURCE_HANDLERS[name] = {
            "create": lambda logical_id, properties, stack, of=resource: of.create(properties),
            "update": lambda reference, before, after, stack, of=resource: of.update(
                reference, before, after
            ),
            "delete": resource.delete,
        }


def add_attributes(name: str, added: Callable[[Properties], Attributes]) -> None:
    """Add attributes that ministack's handler of the resource type lacks."""
    handler = provisioners._RESOURCE_HANDLERS[name]
    create, update = handler["create"], handler["update"]

    def create_with(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        reference, attributes = create(logical_id, properties, stack)
        return reference, {**attributes, **added(properties)}

    def update_with(
        reference: str, before: Properties, after: Properties, *rest: str
    ) -> tuple[str, Attributes]:
        reference, attributes = update(reference, before, after, *rest)
        return reference, {**attributes, **added(after)}

    provisioners._RESOURCE_HANDLERS[name] = {
        **handler,
        "create": create_with,
        "update": update_with,
    }
