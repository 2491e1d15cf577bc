"""Paths of roles and instance profiles, named after the environment, and the roles' boundary.

CloudFormation truncates their names, so policies restrict which of them may be passed or changed by
their path. A role cannot be created without the permissions boundary of its tier.
"""

import jsii
from aws_cdk import CfnResource, Fn, IAspect
from constructs import IConstruct

ROLE, PROFILE = "AWS::IAM::Role", "AWS::IAM::InstanceProfile"


@jsii.implements(IAspect)
class RolePaths:
    """`boundary`: name of the policy."""

    def __init__(self, name: str, *, boundary: str) -> None:
        self._path = f"/{name}/"
        self._boundary = boundary

    def visit(self, node: IConstruct) -> None:
        if not isinstance(node, CfnResource):
            return
        if node.cfn_resource_type in (ROLE, PROFILE):
            node.add_property_override("Path", self._path)
        if node.cfn_resource_type == ROLE:
            node.add_property_override(
                "PermissionsBoundary",
                Fn.sub(f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:policy/{self._boundary}"),
            )
