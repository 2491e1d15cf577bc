from aws_cdk import Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_ssm as ssm

from awscdk.naming import Application
from awscdk.ssm_parameters import HOSTED_ZONE


def certificate(stack: Stack, *, application: Application) -> acm.Certificate:
    """Certificate of the environment's domain, validated by DNS and renewed by ACM."""
    return acm.Certificate(
        stack,
        "Certificate",
        domain_name=application.full_domain_name,
        validation=acm.CertificateValidation.from_dns(
            route53.HostedZone.from_hosted_zone_attributes(
                stack,
                "Zone",
                hosted_zone_id=ssm.StringParameter.value_for_string_parameter(
                    stack, application.parameter(HOSTED_ZONE)
                ),
                zone_name=application.base_domain_name,
            )
        ),
    )
