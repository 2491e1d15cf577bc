"""EC2: the bastion, where there is one."""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.unpriced import UnpricedError
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Templates


def machines(templates: Templates, usage: Usage) -> Iterator[Charge]:
    buys = "a way to psql and through tunnels"
    for machine in templates.of("AWS::EC2::Instance"):
        kind = machine.properties["InstanceType"]
        if kind not in prices.MACHINES:
            raise UnpricedError(f"no price is known of a machine of type {kind}")
        yield Charge(
            service="EC2",
            what=f"a {kind}",
            buys=buys,
            price=prices.MACHINES[kind],
            quantity=HOURS,
        )
        for disk in machine.properties.get("BlockDeviceMappings", []):
            yield Charge(
                service="EC2",
                what="its disk",
                buys=buys,
                price=prices.DISKS[disk["Ebs"].get("VolumeType", "gp2")],
                quantity=disk["Ebs"]["VolumeSize"],
            )
        addresses = [
            each.get("AssociatePublicIpAddress", False)
            for each in machine.properties.get("NetworkInterfaces", [])
        ]
        if any(addresses):
            yield Charge(
                service="EC2",
                what="its public address",
                buys=buys,
                price=prices.ADDRESS,
                quantity=sum(addresses) * HOURS,
            )
