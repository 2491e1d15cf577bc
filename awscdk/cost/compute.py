"""Fargate tasks, always-on and on-demand, and the EC2 instance of the optional bastion."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from awscdk.cost.prices import LineItem, Prices, UnsupportedError
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


@dataclass(frozen=True, kw_only=True)
class _Tasks:
    """The tasks of a service, or of workers that are started without one."""

    name: str
    definition: Mapping[str, Any]
    minimum: int
    spot: bool
    has_address: bool


def fargate(templates: Templates, usage: Usage, prices: Prices) -> Iterator[LineItem]:
    with_address = 0.0
    resting = services_at_rest(templates) if usage.is_asleep else set()
    for each in (*_services(templates), *_standalone_workers(templates)):
        task = each.definition
        architecture = task.get("RuntimePlatform", {}).get("CpuArchitecture", "X86_64")
        cpu, memory = int(task["Cpu"]), int(task["Memory"])
        hours = 0.0 if each.name in resting else each.minimum * HOURS
        if not usage.is_asleep:
            hours += usage.worker_hours.get(each.name, 0)
        yield LineItem(
            "Fargate",
            f"{each.name}: {cpu / 1024:g} vCPU, {memory / 1024:g} GB"
            f"{', ARM' if architecture == 'ARM64' else ''}{', Spot' if each.spot else ''}",
            prices.tasks[architecture].of(cpu=cpu, memory=memory, spot=each.spot),
            hours,
            buys=BUYS.get(each.name, "a separate process"),
        )
        if each.has_address:
            with_address += hours
    if with_address:
        yield LineItem(
            "Fargate",
            "a public IP address for each task",
            prices.address,
            with_address,
            buys="outbound traffic without a NAT gateway",
        )


def _services(templates: Templates) -> Iterator[_Tasks]:
    for service in templates.of("AWS::ECS::Service"):
        network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
        yield _Tasks(
            name=service.properties["ServiceName"],
            definition=_definition(templates, service).properties,
            minimum=minimum_tasks(templates, service),
            spot=is_spot(service),
            has_address=network.get("AssignPublicIp") == "ENABLED",
        )


def _standalone_workers(templates: Templates) -> Iterator[_Tasks]:
    for name, definition in standalone_workers(templates).items():
        options = json.dumps(definition.properties["ContainerDefinitions"][0]["Environment"])
        yield _Tasks(
            name=name,
            definition=definition.properties,
            minimum=0,
            spot=_has(options, "spot"),
            has_address=_has(options, "public_ip"),
        )


def standalone_workers(templates: Templates) -> dict[str, Resource]:
    """Return the task definitions of workers that no service starts, by container."""
    of_services = [_definition(templates, each) for each in templates.of("AWS::ECS::Service")]
    return {
        container["Name"]: definition
        for definition in templates.of("AWS::ECS::TaskDefinition")
        if definition not in of_services
        for container in definition.properties.get("ContainerDefinitions", [])
        if container.get("Name", "").startswith("worker-")
    }


def _definition(templates: Templates, service: Resource) -> Resource:
    return templates.referred(service, service.properties["TaskDefinition"])


def _has(options: str, name: str) -> bool:
    """Return the truth of an option in the template's JSON, which is part of a string."""
    return f'\\"{name}\\":true' in options


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
