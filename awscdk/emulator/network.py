"""Rules of security groups, and network ACLs."""

from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

(OUT_BY_DEFAULT,) = provisioners._ec2_sg_egress_permissions([])


class SecurityGroupRule(Resource):
    """Store rules for `DescribeSecurityGroups`, as ministack's API ignores prefix lists.

    `permissions`: inbound or outbound rules.
    """

    def __init__(self, permissions: str) -> None:
        self._permissions = permissions

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        known = self._known(properties)
        # EC2's default outbound rule is removed with the first added rule (aws-cdk#987).
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
        response = own_client("ec2").create_network_acl(
            VpcId=properties["VpcId"],
            TagSpecifications=[
                {"ResourceType": "network-acl", "Tags": list(properties.get("Tags", []))}
            ],
        )
        reference: str = response["NetworkAcl"]["NetworkAclId"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ec2").delete_network_acl(NetworkAclId=reference)


class NetworkAclEntry(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        given = {**properties, "Protocol": str(properties["Protocol"])}
        if "Icmp" in given:
            given["IcmpTypeCode"] = given.pop("Icmp")
        own_client("ec2").create_network_acl_entry(**given)
        reference = ":".join(str(properties[each]) for each in ("NetworkAclId", "RuleNumber"))
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ec2").delete_network_acl_entry(
            **{each: properties[each] for each in ("NetworkAclId", "RuleNumber", "Egress")}
        )


class SubnetNetworkAclAssociation(Resource):
    """Store associations for `DescribeNetworkAcls`, as ministack's subnets have none to replace."""

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
