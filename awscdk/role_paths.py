"""Whose role it is, said by its path: CloudFormation cuts the names, and what may be passed on or
changed by a deployment is held to the path."""

import jsii
from aws_cdk import CfnResource, IAspect
from constructs import IConstruct


@jsii.implements(IAspect)
class RolePaths:
    def __init__(self, name: str) -> None:
        self._path = f"/{name}/"

    def visit(self, node: IConstruct) -> None:
        if isinstance(node, CfnResource) and node.cfn_resource_type == "AWS::IAM::Role":
            node.add_property_override("Path", self._path)
