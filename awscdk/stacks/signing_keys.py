"""CloudFront's keys of signed links: one of two slots, or both while the key is replaced."""

from collections.abc import Mapping

from aws_cdk import Aws, CfnCondition, CfnOutput, CfnResource, Fn, NestedStack
from aws_cdk import aws_cloudfront as cloudfront

from awscdk.ssm_parameters import AND, FIRST, SECOND

OUTPUT = "SigningKeyId"


def signing_slot(state: str) -> str:
    """Return the slot whose key signs, the first word of the state."""
    return Fn.select(0, Fn.split(AND, state))


class SigningKeys:
    """`public_keys`: in PEM, by slot. `state`: as in SIGNING_KEYS, known at deployment."""

    def __init__(self, stack: NestedStack, *, public_keys: Mapping[str, str], state: str) -> None:
        keys = {
            FIRST: cloudfront.PublicKey(stack, "SigningKey", encoded_key=public_keys[FIRST]),
            SECOND: cloudfront.PublicKey(
                stack, "SecondSigningKey", encoded_key=public_keys[SECOND]
            ),
        }
        exist = {
            slot: CfnCondition(
                stack,
                f"Has{slot.capitalize()}Key",
                expression=Fn.condition_not(Fn.condition_equals(state, other)),
            )
            for slot, other in ((FIRST, SECOND), (SECOND, FIRST))
        }
        for slot, key in keys.items():
            _resource(key).cfn_options.condition = exist[slot]
        self.group = cloudfront.KeyGroup(stack, "Signers", items=list(keys.values()))
        _resource(self.group).add_property_override(
            "KeyGroupConfig.Items",
            [
                Fn.condition_if(exist[slot].logical_id, key.public_key_id, Aws.NO_VALUE)
                for slot, key in keys.items()
            ],
        )
        second_signs = CfnCondition(
            stack,
            "SecondKeySigns",
            expression=Fn.condition_or(
                Fn.condition_equals(state, SECOND),
                Fn.condition_equals(state, f"{SECOND}{AND}{FIRST}"),
            ),
        )
        CfnOutput(
            stack,
            OUTPUT,
            value=Fn.condition_if(
                second_signs.logical_id, keys[SECOND].public_key_id, keys[FIRST].public_key_id
            ).to_string(),
        )
        nested = stack.nested_stack_resource
        assert nested is not None
        self.id = nested.get_att(f"Outputs.{OUTPUT}").to_string()
        """Id of the key that signs, for other stacks."""


def _resource(construct: cloudfront.PublicKey | cloudfront.KeyGroup) -> CfnResource:
    resource = construct.node.default_child
    assert isinstance(resource, CfnResource)
    return resource
