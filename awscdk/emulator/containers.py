"""ECS by its API: ministack's CloudFormation forgets secrets, platforms and half of a service."""

from typing import Any

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


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
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        answer = own_client("ecs").register_task_definition(**_in_camel_case(properties))
        reference: str = answer["taskDefinition"]["taskDefinitionArn"]
        return reference, {"TaskDefinitionArn": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ecs").deregister_task_definition(taskDefinition=reference)


class Service(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        # What CloudFormation takes where the template names no count.
        given = {"DesiredCount": 1, **properties}
        service = own_client("ecs").create_service(**_in_camel_case(given))["service"]
        return service["serviceArn"], {
            "ServiceArn": service["serviceArn"],
            "Name": service["serviceName"],
        }

    def update(
        self, reference: str, before: Properties, after: Properties
    ) -> tuple[str, Attributes]:
        changed = {name: after[name] for name in after if after[name] != before.get(name)}
        own_client("ecs").update_service(
            cluster=after["Cluster"], service=reference, **_in_camel_case(changed)
        )
        return reference, {"ServiceArn": reference, "Name": after["ServiceName"]}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("ecs").delete_service(
            cluster=properties["Cluster"], service=reference, force=True
        )


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
