"""Variables of containers whose values ECS reads from the two stores of secrets."""

from collections.abc import Mapping

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from awscdk.naming import Application
from awscdk.ssm_parameters import EMAIL_URL, FIRST, PRIVATE_KEY, SECOND, private_key


def secret_variables(
    scope: Construct,
    *,
    application: Application,
    generated: Mapping[str, secretsmanager.ISecret],
    signing_slot: str,
    execution_role: iam.IRole,
) -> dict[str, ecs.Secret]:
    """Return the generated secrets and those of the parameters.

    `signing_slot`: of the key that signs links, known at deployment.
    """
    clients = application.environment.social_clients
    names = {
        PRIVATE_KEY: private_key(signing_slot),
        EMAIL_URL: EMAIL_URL,
        **{name: name for name in (f"{each}_CLIENT_SECRET" for each, _ in clients)},
    }

    def parameter(name: str, *, id: str | None = None) -> ssm.IStringParameter:
        return ssm.StringParameter.from_secure_string_parameter_attributes(
            scope,
            id or name,
            parameter_name=application.parameter(name),
            # The name may contain a value that is known at deployment.
            simple_name=False,
        )

    # Tasks of the former version, too, may start while the key of signed links changes.
    for slot in (FIRST, SECOND):
        parameter(private_key(slot)).grant_read(execution_role)
    return {name: ecs.Secret.from_secrets_manager(each) for name, each in generated.items()} | {
        variable: ecs.Secret.from_ssm_parameter(parameter(name, id=variable))
        for variable, name in names.items()
    }
