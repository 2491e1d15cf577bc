"""Role paths named after the environment.

CloudFormation truncates role names, so policies restrict which roles may be passed or changed by
their path.
"""

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
