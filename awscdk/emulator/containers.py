"""ECS by its API: ministack's CloudFormation ignores secrets, platforms and service options."""

import time
from collections.abc import Callable
from typing import Any

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

ROLLOUT_TIMEOUT_SECONDS = 300


class ClusterCapacityProviderAssociations(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        cluster: str = properties["Cluster"]
        own_client("ecs").put_cluster_capacity_providers(
            cluster=cluster,
            capacityProviders=list(properties["CapacityProviders"]),
            defaultCapacityProviderStrategy=[],
        )
        return cluster, {}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ecs").put_cluster_capacity_providers(
            cluster=reference, capacityProviders=[], defaultCapacityProviderStrategy=[]
        )


class TaskDefinition(Resource):
    """Keep task definition revisions until all are deleted, so that an update can be rolled back.

    CloudFormation deletes the former one only after a successful update.
    """

    def __init__(self) -> None:
        self._revisions: dict[str, Properties] = {}

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        response = own_client("ecs").register_task_definition(**_in_camel_case(properties))
        reference: str = response["taskDefinition"]["taskDefinitionArn"]
        self._revisions[reference] = properties
        return reference, {"TaskDefinitionArn": reference}

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        for former, properties in self._revisions.items():
            if properties == after:
                return former, {"TaskDefinitionArn": former}
        return self.create(after)

    def delete(self, reference: str, properties: Properties) -> None:
        family = [each for each in self._revisions if _family(each) == _family(reference)]
        for each in family:
            own_client("ecs").deregister_task_definition(taskDefinition=each)
            del self._revisions[each]


class Service(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        # CloudFormation's default count.
        given = {"DesiredCount": 1, **properties}
        service = own_client("ecs").create_service(**_in_camel_case(given))["service"]
        _wait_until(lambda: _is_up(service), ROLLOUT_TIMEOUT_SECONDS)
        return service["serviceArn"], {
            "ServiceArn": service["serviceArn"],
            "Name": service["serviceName"],
        }

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        changed = {name: after[name] for name in after if after[name] != before.get(name)}
        service = own_client("ecs").update_service(
            cluster=after["Cluster"], service=reference, **_in_camel_case(changed)
        )["service"]
        _wait_until(lambda: _is_rolled_out(service), ROLLOUT_TIMEOUT_SECONDS)
        return reference, {"ServiceArn": reference, "Name": after["ServiceName"]}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ecs").delete_service(
            cluster=properties["Cluster"], service=reference, force=True
        )


def _family(reference: str) -> str:
    return reference.rpartition(":")[0]


def _wait_until(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError("Exceeded attempts to wait")
        time.sleep(0.2)


def _is_up(service: Any) -> bool:
    found = _described(service)
    return bool(found["runningCount"] >= found["desiredCount"])


def _is_rolled_out(service: Any) -> bool:
    """Raise RuntimeError with CloudFormation's message if ECS has rolled back."""
    wanted = service["deployments"][0]["id"]
    states = {each["id"]: each["rolloutState"] for each in _described(service)["deployments"]}
    if states.get(wanted) == "FAILED":
        raise RuntimeError(
            'Resource handler returned message: "Error occurred during operation'
            " 'ECS Deployment Circuit Breaker was triggered'.\""
        )
    return bool(states.get(wanted, "COMPLETED") == "COMPLETED")


def _described(service: Any) -> Any:
    (found,) = own_client("ecs").describe_services(
        cluster=service["clusterArn"], services=[service["serviceName"]]
    )["services"]
    return found


def _in_camel_case(value: Any) -> Any:
    """Convert CloudFormation's property names to the API's. Keys within option maps are
    unchanged."""
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: _in_camel_case(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_camel_case(each) for each in value]
    return value


RESOURCES: dict[str, Resource] = {
    "AWS::ECS::ClusterCapacityProviderAssociations": ClusterCapacityProviderAssociations(),
    "AWS::ECS::TaskDefinition": TaskDefinition(),
    "AWS::ECS::Service": Service(),
}
