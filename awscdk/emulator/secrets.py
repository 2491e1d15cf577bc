"""Generate secrets as Secrets Manager does.

ministack's CloudFormation ignores excluded characters and refers to secrets by name.
"""

from ministack.services import ssm

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


class Secret(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        manager = own_client("secretsmanager")
        generated = manager.get_random_password(**properties["GenerateSecretString"])
        reference: str = manager.create_secret(
            Name=properties["Name"],
            Description=properties["Description"],
            SecretString=generated["RandomPassword"],
            Tags=properties.get("Tags", []),
        )["ARN"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("secretsmanager").delete_secret(
            SecretId=reference, ForceDeleteWithoutRecovery=True
        )


RESOURCES: dict[str, Resource] = {"AWS::SecretsManager::Secret": Secret()}


def decrypt_parameters() -> None:
    """Make ministack pass decrypted parameters to tasks, as ECS does."""
    resolve = ssm.resolve_parameter_value

    def resolve_decrypted(
        name: str, version: str | None = None, decrypt: bool = True
    ) -> str | None:
        value: str | None = resolve(name, version, decrypt)
        return value

    ssm.resolve_parameter_value = resolve_decrypted
