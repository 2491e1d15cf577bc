"""Rules of security groups, and network access control lists."""

from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

(OUT_BY_DEFAULT,) = provisioners._ec2_sg_egress_permissions([])


class SecurityGroupRule(Resource):
    """Written where `DescribeSecurityGroups` looks: ministack's `AuthorizeSecurityGroupIngress`
    forgets prefix lists. `permissions`: what may come in, or what may go out."""

    def __init__(self, permissions: str) -> None:
        self._permissions = permissions

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        known = self._known(properties)
        # What EC2 lets out by itself ends with the first rule that is added (aws-cdk#987).
        if OUT_BY_DEFAULT in known:
            known.remove(OUT_BY_DEFAULT)
        known += provisioners._ec2_sg_permissions([properties])
        reference = f"sgr-{new_uuid()[:8]}"
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        for permission in provisioners._ec2_sg_permissions([properties]):
            self._known(properties).remove(permission)

    def _known(self, properties: Properties) -> list[dict[str, Any]]:
        known: list[dict[str, Any]] = ec2._security_groups[properties["GroupId"]][self._permissions]
        return known


class NetworkAcl(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        answer = own_client("ec2").create_network_acl(
            VpcId=properties["VpcId"],
            TagSpecifications=[
                {"ResourceType": "network-acl", "Tags": list(properties.get("Tags", []))}
            ],
        )
        reference: str = answer["NetworkAcl"]["NetworkAclId"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ec2").delete_network_acl(NetworkAclId=reference)


class NetworkAclEntry(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        own_client("ec2").create_network_acl_entry(
            **{**properties, "Protocol": str(properties["Protocol"])}
        )
        reference = ":".join(str(properties[each]) for each in ("NetworkAclId", "RuleNumber"))
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ec2").delete_network_acl_entry(
            **{each: properties[each] for each in ("NetworkAclId", "RuleNumber", "Egress")}
        )


class SubnetNetworkAclAssociation(Resource):
    """Written where `DescribeNetworkAcls` looks: a subnet of ministack's has no association that
    `ReplaceNetworkAclAssociation` could replace."""

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        subnet = properties["SubnetId"]
        reference = f"aclassoc-{subnet.removeprefix('subnet-')}"
        ec2._network_acls[properties["NetworkAclId"]]["Associations"].append(
            {"NetworkAclAssociationId": reference, "SubnetId": subnet}
        )
        return reference, {"AssociationId": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        entries = ec2._network_acls[properties["NetworkAclId"]]["Associations"]
        entries[:] = [each for each in entries if each["NetworkAclAssociationId"] != reference]


RESOURCES: dict[str, Resource] = {
    "AWS::EC2::SecurityGroupIngress": SecurityGroupRule("IpPermissions"),
    "AWS::EC2::SecurityGroupEgress": SecurityGroupRule("IpPermissionsEgress"),
    "AWS::EC2::NetworkAcl": NetworkAcl(),
    "AWS::EC2::NetworkAclEntry": NetworkAclEntry(),
    "AWS::EC2::SubnetNetworkAclAssociation": SubnetNetworkAclAssociation(),
}
