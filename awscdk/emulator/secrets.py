"""Secrets as Secrets Manager draws them: ministack's CloudFormation leaves no character out, and
refers to them by name."""

from ministack.services import ssm

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


class Secret(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        manager = own_client("secretsmanager")
        drawn = manager.get_random_password(**properties["GenerateSecretString"])
        reference: str = manager.create_secret(
            Name=properties["Name"],
            Description=properties["Description"],
            SecretString=drawn["RandomPassword"],
            Tags=properties.get("Tags", []),
        )["ARN"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("secretsmanager").delete_secret(
            SecretId=reference, ForceDeleteWithoutRecovery=True
        )


RESOURCES: dict[str, Resource] = {"AWS::SecretsManager::Secret": Secret()}


def read_secure_parameters() -> None:
    """As ECS does for its tasks, and ministack's does not."""
    resolve = ssm.resolve_parameter_value

    def resolve_in_clear(name: str, version: str | None = None, decrypt: bool = True) -> str | None:
        value: str | None = resolve(name, version, decrypt)
        return value

    ssm.resolve_parameter_value = resolve_in_clear
