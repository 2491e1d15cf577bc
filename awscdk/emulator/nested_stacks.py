"""Features that ministack has for root stacks only, for our nested ones.

Resolve `{{resolve:…}}`, and keep the attributes of unchanged resources in an update: otherwise
`Fn::GetAtt` of them is empty.
"""

from ministack.services.cloudformation import _stacks, provisioners
from ministack.services.cloudformation.engine import _resolve_dynamic_references

from awscdk.emulator.resource import Attributes, Properties


def complete_nested_stacks() -> None:
    provision, update = provisioners._provision_resource, provisioners._update_resource

    def provision_resolved(
        resource_type: str, logical_id: str, properties: Properties, stack: str
    ) -> tuple[str, Attributes]:
        made: tuple[str, Attributes] = provision(
            resource_type, logical_id, _resolved(properties), stack
        )
        return made

    def update_with_attributes(
        resource_type: str,
        reference: str,
        before: Properties,
        after: Properties,
        stack: str,
        logical_id: str | None = None,
        attributes: Attributes | None = None,
    ) -> tuple[str, Attributes]:
        known = attributes or _attributes(stack, logical_id)
        if before == after:
            return reference, known
        reference, new_attributes = update(
            resource_type, reference, _resolved(before), _resolved(after), stack, logical_id, known
        )
        return reference, new_attributes or known

    provisioners._provision_resource = provision_resolved
    provisioners._update_resource = update_with_attributes


def _resolved(properties: Properties) -> Properties:
    resolved: Properties = _resolve_dynamic_references(properties)[0]
    return resolved


def _attributes(stack: str, logical_id: str | None) -> Attributes:
    resources = _stacks.get(stack, {}).get("_resources", {})
    known: Attributes = resources.get(logical_id, {}).get("Attributes", {})
    return known
