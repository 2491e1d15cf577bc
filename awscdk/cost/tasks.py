"""Fargate: tasks that are always there, and those that come when they are needed."""

import json
from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.usage import HOURS, Usage
from awscdk.templates import Resource, Templates

BUYS = {
    "web": "the API, GraphQL and the admin",
    "websocket": "live updates",
    "worker-default": "short tasks, at once",
    "worker-imports": "imports of statements; nobody is there while nothing is to do",
    "worker-heavy": "long tasks; nobody is there while nothing is to do",
    "beat": "what happens by the clock",
    "flower": "a look into the workers",
    "always-on": "API, sockets, short tasks, the clock and flower in one task",
}


def fargate(templates: Templates, usage: Usage) -> Iterator[Charge]:
    with_address = 0.0
    resting = services_at_rest(templates) if usage.is_asleep else set()
    for service in templates.of("AWS::ECS::Service"):
        name = service.properties["ServiceName"]
        task = templates.referred(service, service.properties["TaskDefinition"]).properties
        architecture = task.get("RuntimePlatform", {}).get("CpuArchitecture", "X86_64")
        cpu, memory, spot = int(task["Cpu"]), int(task["Memory"]), is_spot(service)
        hours = 0.0 if name in resting else always_there(templates, service) * HOURS
        if not usage.is_asleep:
            hours += usage.worker_hours.get(name, 0)
        yield Charge(
            service="Fargate",
            what=f"{name}: {cpu / 1024:g} vCPU, {memory / 1024:g} GB"
            f"{', ARM' if architecture == 'ARM64' else ''}{', Spot' if spot else ''}",
            buys=BUYS.get(name, "a process of its own"),
            price=prices.TASKS[architecture].of(cpu=cpu, memory=memory, spot=spot),
            quantity=hours,
        )
        network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
        if network.get("AssignPublicIp") == "ENABLED":
            with_address += hours
    if with_address:
        yield Charge(
            service="Fargate",
            what="a public address for each task",
            buys="the way out, without a NAT gateway",
            price=prices.ADDRESS,
            quantity=with_address,
        )


def always_there(templates: Templates, service: Resource) -> int:
    """Tasks that it has when nobody needs any."""
    for target in templates.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        watched = json.dumps(target.properties["ResourceId"])
        if target.stack == service.stack and f'"{service.id}"' in watched:
            return int(target.properties["MinCapacity"])
    return int(service.properties.get("DesiredCount", 1))


def is_spot(service: Resource) -> bool:
    """One that may be on either is priced as the dearer."""
    strategy = service.properties.get("CapacityProviderStrategy", [])
    return bool(strategy) and all(each["CapacityProvider"] == "FARGATE_SPOT" for each in strategy)


def services_at_rest(templates: Templates) -> set[str]:
    """Those that the function of nights and weekends puts to zero."""
    return {
        name
        for function in templates.of("AWS::Lambda::Function")
        for name in json.loads(
            function.properties.get("Environment", {}).get("Variables", {}).get("ALWAYS_ON", "{}")
        )
    }
