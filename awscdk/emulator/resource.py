"""A type of CloudFormation's that ministack does not know, taught to it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from ministack.services.cloudformation import provisioners, stacks

Properties = Mapping[str, Any]
"""As they stand in the template, with every reference resolved."""
Attributes = dict[str, str]


class Resource(ABC):
    @abstractmethod
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        """What `Ref` gives, and what `Fn::GetAtt` gives."""

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        """Anew; here nobody notices the moment between."""
        self.delete(reference, before)
        return self.create(after)

    @abstractmethod
    def delete(self, reference: str, properties: Properties) -> None: ...


def teach(resources: Mapping[str, Resource]) -> None:
    blocks = stacks._runs_on_worker_thread

    def blocks_too(name: str) -> bool:
        # They ask the server itself, whose event loop has to be free to answer.
        return name in resources or blocks(name)

    stacks._runs_on_worker_thread = blocks_too
    for name, resource in resources.items():
        provisioners._RESOURCE_HANDLERS[name] = {
            "create": lambda logical_id, properties, stack, of=resource: of.create(properties),
            "update": lambda reference, before, after, stack, of=resource: of.update(
                reference, before, after
            ),
            "delete": resource.delete,
        }


def add_attributes(name: str, added: Callable[[Properties], Attributes]) -> None:
    """To what ministack answers for a type that it knows."""
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
