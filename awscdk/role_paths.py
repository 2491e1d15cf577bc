"""Paths of roles and instance profiles, named after the environment.

CloudFormation truncates their names, so policies restrict which of them may be passed or changed by
their path.
"""

import jsii
from aws_cdk import CfnResource, IAspect
from constructs import IConstruct

TYPES = ("AWS::IAM::Role", "AWS::IAM::InstanceProfile")


@jsii.implements(IAspect)
class RolePaths:
    def __init__(self, name: str) -> None:
        self._path = f"/{name}/"

    def visit(self, node: IConstruct) -> None:
        if isinstance(node, CfnResource) and node.cfn_resource_type in TYPES:
            node.add_property_override("Path", self._path)
