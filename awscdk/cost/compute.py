"""Fargate tasks, always-on and on-demand, and the EC2 instance of the optional bastion."""

import json
from collections.abc import Iterator

from awscdk.cost.line_items import LineItem, UnsupportedError
from awscdk.cost.prices import Prices
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Resource, Templates

BUYS = {
    "web": "the API, GraphQL and the admin",
    "websocket": "live updates",
    "worker-default": "short tasks",
    "worker-imports": "statement imports; scales to zero",
    "worker-heavy": "long tasks; scales to zero",
    "beat": "scheduled tasks",
    "flower": "monitoring of the workers",
    "always-on": "API, WebSockets, short and scheduled tasks and Flower in one task",
}


def fargate(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    with_address = 0.0
    resting = services_at_rest(templates) if usage.is_asleep else set()
    for service in templates.of("AWS::ECS::Service"):
        name = service.properties["ServiceName"]
        task = templates.referred(service, service.properties["TaskDefinition"]).properties
        architecture = task.get("RuntimePlatform", {}).get("CpuArchitecture", "X86_64")
        cpu, memory, spot = int(task["Cpu"]), int(task["Memory"]), is_spot(service)
        hours = 0.0 if name in resting else minimum_tasks(templates, service) * HOURS
        if not usage.is_asleep:
            hours += usage.worker_hours.get(name, 0)
        yield LineItem(
            "Fargate",
            f"{name}: {cpu / 1024:g} vCPU, {memory / 1024:g} GB"
            f"{', ARM' if architecture == 'ARM64' else ''}{', Spot' if spot else ''}",
            prices.tasks[architecture].of(cpu=cpu, memory=memory, spot=spot),
            hours,
            buys=BUYS.get(name, "a separate process"),
        )
        network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
        if network.get("AssignPublicIp") == "ENABLED":
            with_address += hours
    if with_address:
        yield LineItem(
            "Fargate",
            "a public IP address for each task",
            prices.address,
            with_address,
            buys="outbound traffic without a NAT gateway",
        )


def minimum_tasks(templates: Templates, service: Resource) -> int:
    """Return the number of tasks without any load."""
    for target in templates.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        watched = json.dumps(target.properties["ResourceId"])
        if target.stack == service.stack and f'"{service.id}"' in watched:
            return int(target.properties["MinCapacity"])
    return int(service.properties.get("DesiredCount", 1))


def is_spot(service: Resource) -> bool:
    """Price mixed capacity at the higher price."""
    strategy = service.properties.get("CapacityProviderStrategy", [])
    return bool(strategy) and all(each["CapacityProvider"] == "FARGATE_SPOT" for each in strategy)


def services_at_rest(templates: Templates) -> set[str]:
    """Return the services that the off-hours function stops."""
    return {
        name
        for function in templates.of("AWS::Lambda::Function")
        for name in json.loads(
            function.properties.get("Environment", {}).get("Variables", {}).get("ALWAYS_ON", "{}")
        )
    }


def instances(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    buys = "psql and tunnels into the VPC"
    for instance in templates.of("AWS::EC2::Instance"):
        kind = instance.properties["InstanceType"]
        if kind not in prices.machines:
            raise UnsupportedError(f"no price is known of an instance of type {kind}")
        yield LineItem("EC2", kind, prices.machines[kind], HOURS, buys=buys)
        for disk in instance.properties.get("BlockDeviceMappings", []):
            yield LineItem(
                "EC2",
                "disk",
                prices.disks[disk["Ebs"].get("VolumeType", "gp2")],
                disk["Ebs"]["VolumeSize"],
                buys=buys,
            )
        addresses = [
            each.get("AssociatePublicIpAddress", False)
            for each in instance.properties.get("NetworkInterfaces", [])
        ]
        if any(addresses):
            yield LineItem(
                "EC2", "public IP address", prices.address, sum(addresses) * HOURS, buys=buys
            )
