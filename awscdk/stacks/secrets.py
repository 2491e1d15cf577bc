"""What only the environment itself knows: drawn by Secrets Manager, read by nobody else."""

from aws_cdk import NestedStack, RemovalPolicy
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

GENERATED = ("SECRET_KEY", "CELERY_METRICS_TOKEN", "REDIS_PASSWORD")


class Secrets(NestedStack):
    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(scope, id)
        self.generated: dict[str, secretsmanager.ISecret] = {
            variable: secretsmanager.Secret(
                self,
                variable,
                secret_name=f"{name}/{variable}",
                description=f"{variable} of {name}",
                generate_secret_string=secretsmanager.SecretStringGenerator(
                    password_length=64, exclude_punctuation=True
                ),
                removal_policy=RemovalPolicy.DESTROY,
            )
            for variable in GENERATED
        }
