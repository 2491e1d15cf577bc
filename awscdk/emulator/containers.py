"""ECS by its API: ministack's CloudFormation forgets secrets, platforms and half of a service."""

import time
from collections.abc import Callable
from typing import Any

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

SECONDS_TO_STAND = 300


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
    """Revisions stay until all of them go: an update that is rolled back goes back to the former.
    CloudFormation deletes that only once the update has succeeded."""

    def __init__(self) -> None:
        self._revisions: dict[str, Properties] = {}

    def create(self, properties: Properties) -> tuple[str, Attributes]:
        answer = own_client("ecs").register_task_definition(**_in_camel_case(properties))
        reference: str = answer["taskDefinition"]["taskDefinitionArn"]
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
        # What CloudFormation takes where the template names no count.
        given = {"DesiredCount": 1, **properties}
        service = own_client("ecs").create_service(**_in_camel_case(given))["service"]
        _await(lambda: _is_up(service), SECONDS_TO_STAND)
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
        _await(lambda: _has_rolled(service), SECONDS_TO_STAND)
        return reference, {"ServiceArn": reference, "Name": after["ServiceName"]}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ecs").delete_service(
            cluster=properties["Cluster"], service=reference, force=True
        )


def _family(reference: str) -> str:
    return reference.rpartition(":")[0]


def _await(is_so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("Exceeded attempts to wait")
        time.sleep(0.2)


def _is_up(service: Any) -> bool:
    found = _described(service)
    return bool(found["runningCount"] >= found["desiredCount"])


def _has_rolled(service: Any) -> bool:
    """Raises RuntimeError where ECS has gone back, in CloudFormation's words."""
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
    """As the API calls what CloudFormation writes with a capital. The names within a map of options
    are small already."""
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
