from aws_cdk import Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_route53 as route53

from awscdk.look_ups import HOSTED_ZONE, looked_up
from awscdk.naming import Application


def certificate(stack: Stack, *, application: Application) -> acm.Certificate:
    """Of the environment's one address, proven by a record in the hosted zone. ACM renews it."""
    return acm.Certificate(
        stack,
        "Certificate",
        domain_name=application.full_domain_name,
        validation=acm.CertificateValidation.from_dns(
            route53.HostedZone.from_hosted_zone_attributes(
                stack,
                "Zone",
                hosted_zone_id=looked_up(stack, application=application, parameter=HOSTED_ZONE),
                zone_name=application.base_domain_name,
            )
        ),
    )
