"""Rules of security groups, and network ACLs."""

from typing import Any

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

EVERYWHERE = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


class SecurityGroupRule(Resource):
    """`direction`: `ingress` or `egress`. ministack's API drops prefix lists of rules."""

    def __init__(self, direction: str) -> None:
        self._direction = direction

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        if self._direction == "egress":
            _remove_default_egress(properties["GroupId"])
        response = self._call("authorize", properties)
        reference: str = response["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        self._call("revoke", properties)

    def _call(self, verb: str, properties: Properties) -> Any:
        operation = getattr(own_client("ec2"), f"{verb}_security_group_{self._direction}")
        return operation(GroupId=properties["GroupId"], IpPermissions=[_permission(properties)])


def _permission(properties: Properties) -> dict[str, Any]:
    """Return a rule of a template as the API has it."""
    permission: dict[str, Any] = {"IpProtocol": str(properties["IpProtocol"])}
    for port in ("FromPort", "ToPort"):
        if port in properties:
            permission[port] = int(properties[port])
    for end in ("Source", "Destination"):
        if f"{end}SecurityGroupId" in properties:
            group = {"GroupId": properties[f"{end}SecurityGroupId"]}
            permission["UserIdGroupPairs"] = [group]
        if f"{end}PrefixListId" in properties:
            permission["PrefixListIds"] = [{"PrefixListId": properties[f"{end}PrefixListId"]}]
    if "CidrIp" in properties:
        permission["IpRanges"] = [{"CidrIp": properties["CidrIp"]}]
    return permission


def _remove_default_egress(group: str) -> None:
    """EC2's default outbound rule is removed with the first added rule (aws-cdk#987)."""
    ec2 = own_client("ec2")
    (found,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    if any(each["IpProtocol"] == "-1" for each in found["IpPermissionsEgress"]):
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[EVERYWHERE])


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
    """Store nothing: the API replaces associations only, and ministack's subnets have none.

    The templates' associations are in `test_network.py`.
    """

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        reference = f"aclassoc-{properties['SubnetId'].removeprefix('subnet-')}"
        return reference, {"AssociationId": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        """Do nothing."""


RESOURCES: dict[str, Resource] = {
    "AWS::EC2::SecurityGroupIngress": SecurityGroupRule("ingress"),
    "AWS::EC2::SecurityGroupEgress": SecurityGroupRule("egress"),
    "AWS::EC2::NetworkAcl": NetworkAcl(),
    "AWS::EC2::NetworkAclEntry": NetworkAclEntry(),
    "AWS::EC2::SubnetNetworkAclAssociation": SubnetNetworkAclAssociation(),
}
