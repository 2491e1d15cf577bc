"""The load balancer behind CloudFront: HTTPS only, and only for paths of a service."""

from aws_cdk import Duration, NestedStack, Token
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elb
from constructs import Construct

from awscdk.stacks.retention import if_protected


class LoadBalancer(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        subnets: ec2.SubnetSelection,
        security_group: ec2.ISecurityGroup,
        certificate: acm.ICertificate,
        is_private: bool,
        deletion_protection: str | None,
    ) -> None:
        """`deletion_protection`: PROTECTED or UNPROTECTED, known at deployment; None for never."""
        super().__init__(scope, id)
        self.load_balancer = elb.ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            vpc=vpc,
            vpc_subnets=subnets,
            internet_facing=not is_private,
            security_group=security_group,
            drop_invalid_header_fields=True,
            # CloudFront's timeout: a paused database takes half a minute to resume.
            idle_timeout=Duration.seconds(60),
        )
        if deletion_protection is not None:
            self.load_balancer.set_attribute(
                "deletion_protection.enabled",
                Token.as_string(
                    if_protected(self, deletion_protection, then="true", other="false")
                ),
            )
        self.listener = self.load_balancer.add_listener(
            "Https",
            port=443,
            # Allowed sources are in the network's security groups.
            open=False,
            certificates=[certificate],
            ssl_policy=elb.SslPolicy.TLS13_RES,
            default_action=elb.ListenerAction.fixed_response(404),
        )
