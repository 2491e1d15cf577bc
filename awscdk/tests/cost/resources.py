"""Small templates whose bill can be checked by hand."""

from typing import Any

from awscdk.cost.bill import bill
from awscdk.cost.prices import total
from awscdk.cost.usage import Usage
from awscdk.templates import Resource, Templates

NO_USAGE = Usage(
    gigabytes_fetched=0,
    log_gigabytes=0,
    database_gigabytes=0,
    files_gigabytes=0,
    image_gigabytes=0,
    cache_gigabytes=0,
)


def resource(type: str, id: str = "It", **properties: Any) -> Resource:  # as in Resource
    return Resource(stack="one.template.json", id=id, type=f"AWS::{type}", properties=properties)


def dollars(*resources: Resource, usage: Usage = NO_USAGE) -> float:
    """Return the monthly cost of the resources."""
    return total(bill(Templates(resources=resources), usage))


def service(name: str, *, provider: str = "FARGATE", address: bool = False) -> Resource:
    return resource(
        "ECS::Service",
        name,
        ServiceName=name,
        TaskDefinition={"Ref": f"{name}Task"},
        CapacityProviderStrategy=[{"CapacityProvider": provider, "Weight": 1}],
        NetworkConfiguration={
            "AwsvpcConfiguration": {"AssignPublicIp": "ENABLED" if address else "DISABLED"}
        },
    )


def task(name: str, *, cpu: int = 1024, memory: int = 2048, arm: bool = True) -> Resource:
    return resource(
        "ECS::TaskDefinition",
        f"{name}Task",
        Cpu=str(cpu),
        Memory=str(memory),
        RuntimePlatform={"CpuArchitecture": "ARM64" if arm else "X86_64"},
    )


def scaled(name: str, *, minimum: int) -> Resource:
    return resource(
        "ApplicationAutoScaling::ScalableTarget",
        f"{name}Target",
        MinCapacity=minimum,
        ResourceId={"Fn::Join": ["", ["service/c/", {"Fn::GetAtt": [name, "Name"]}]]},
    )


def function(**variables: str) -> Resource:
    return resource(
        "Lambda::Function",
        "Function",
        MemorySize=128,
        Architectures=["arm64"],
        Environment={"Variables": variables},
    )


def schedule(expression: str, **target: Any) -> Resource:
    return resource(
        "Scheduler::Schedule",
        expression,
        ScheduleExpression=expression,
        Target={"Arn": {"Fn::GetAtt": ["Function", "Arn"]}, **target},
    )


def database(*, minimum: float, instances: int = 1, **properties: Any) -> list[Resource]:
    return [
        resource(
            "RDS::DBCluster",
            ServerlessV2ScalingConfiguration={"MinCapacity": minimum, "MaxCapacity": 2},
            **properties,
        ),
        *(
            resource("RDS::DBInstance", f"Instance{number}", DBInstanceClass="db.serverless")
            for number in range(instances)
        ),
    ]
