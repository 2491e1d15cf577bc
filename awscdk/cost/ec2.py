"""EC2: the optional bastion."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.unsupported import UnsupportedError
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates


def instances(templates: Templates, usage: Usage) -> Iterator[Charge]:
    buys = "psql and tunnels into the VPC"
    for instance in templates.of("AWS::EC2::Instance"):
        kind = instance.properties["InstanceType"]
        if kind not in prices.MACHINES:
            raise UnsupportedError(f"no price is known of an instance of type {kind}")
        yield Charge(
            service="EC2",
            what=kind,
            buys=buys,
            price=prices.MACHINES[kind],
            quantity=HOURS,
        )
        for disk in instance.properties.get("BlockDeviceMappings", []):
            yield Charge(
                service="EC2",
                what="disk",
                buys=buys,
                price=prices.DISKS[disk["Ebs"].get("VolumeType", "gp2")],
                quantity=disk["Ebs"]["VolumeSize"],
            )
        addresses = [
            each.get("AssociatePublicIpAddress", False)
            for each in instance.properties.get("NetworkInterfaces", [])
        ]
        if any(addresses):
            yield Charge(
                service="EC2",
                what="public IP address",
                buys=buys,
                price=prices.ADDRESS,
                quantity=sum(addresses) * HOURS,
            )
