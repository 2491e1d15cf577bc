"""What the template does not know and finds in Systems Manager when it is deployed.

`make prepare` looks it up, or draws it, and writes it there: the synthesis asks nobody, and what it
writes is the same on every machine.
"""

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from awscdk.naming import Application

HOSTED_ZONE = "hosted-zone-id"
CLOUDFRONT_PREFIX_LIST = "cloudfront-prefix-list"
SIGNING_PUBLIC_KEY = "signing-public-key"
DATABASE_NAME = "database-name"
DATABASE_SNAPSHOT = "database-snapshot"
"""What it was restored from. Said for ever after: without it CloudFormation makes an empty one."""
NO_SNAPSHOT = "none"
GIVEN = ("CLOUDFRONT_PRIVATE_KEY", "EMAIL_URL")
"""Secrets that AWS cannot draw, by the names of the backend's variables."""


def looked_up(scope: Construct, *, application: Application, parameter: str) -> str:
    """A token for its value at the next deployment."""
    return ssm.StringParameter.value_for_string_parameter(scope, application.parameter(parameter))
